package io.cloudconnectors.api.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The WHERE of a list: only the conditions that were asked for, so that each combination gets its own plan. Conditions
 * are constants of the code; values are always bound.
 */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition with one question mark per value. */
    public Conditions and(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
        return this;
    }

    /** Adds that a column has one of these values; nothing when there are none. */
    public Conditions in(String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")");
            values.addAll(wanted);
        }
        return this;
    }

    /** Adds that one of these conditions holds, none of which has values; nothing when there are none. */
    public Conditions anyOf(Collection<String> alternatives) {
        if (!alternatives.isEmpty()) {
            conditions.add(alternatives.stream().collect(Collectors.joining(") OR (", "(", ")")));
        }
        return this;
    }

    /** All conditions, joined by AND. */
    public String sql() {
        return conditions.stream().collect(Collectors.joining(") AND (", "(", ")"));
    }

    /** The values of all question marks, in their order. */
    public List<Object> values() {
        return List.copyOf(values);
    }
}
