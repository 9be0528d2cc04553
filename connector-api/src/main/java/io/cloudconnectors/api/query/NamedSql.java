package io.cloudconnectors.api.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose parameters have names ({@code :runId}), so that a long one can be read and a value can be used
 * twice.
 */
public final class NamedSql {
    /** A colon and a name, but no cast ({@code ::uuid}) and no time ({@code 12:30}). */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][A-Za-z0-9]*)");

    private final String sql;
    private final List<String> names;

    private NamedSql(String sql, List<String> names) {
        this.sql = sql;
        this.names = List.copyOf(names);
    }

    /** Takes a statement apart; done once for each. */
    public static NamedSql of(String text) {
        List<String> names = new ArrayList<>();
        String sql = PARAMETER.matcher(text).replaceAll(match -> {
            names.add(match.group(1));
            return "?";
        });
        return new NamedSql(sql, names);
    }

    /** The statement as JDBC wants it. */
    public String sql() {
        return sql;
    }

    /** The same statement with the same parameters, asked for its plan: tests assert the plans of what must scale. */
    public NamedSql explained() {
        return new NamedSql("EXPLAIN " + sql, names);
    }

    /**
     * The values in the order of the question marks.
     *
     * @throws IllegalArgumentException when a parameter has no value; null is a value
     */
    List<@Nullable Object> inOrder(Map<String, ? extends @Nullable Object> values) {
        List<@Nullable Object> ordered = new ArrayList<>(names.size());
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("No value for :" + name);
            }
            ordered.add(values.get(name));
        }
        return ordered;
    }
}
