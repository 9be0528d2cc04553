package io.cloudconnectors.api.query;

import java.util.ArrayList;
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

    /** All conditions, joined by AND. */
    public String sql() {
        return conditions.stream().collect(Collectors.joining(") AND (", "(", ")"));
    }

    /** The values of all question marks, in their order. */
    public List<Object> values() {
        return List.copyOf(values);
    }
}
