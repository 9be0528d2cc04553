package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Resource Graph's language that is understood: a table, then {@code where} with an equality of strings,
 * {@code project} with columns, {@code name = column} or {@code name = column.member}, and {@code order by id asc}. Anything else is refused; so is a query
 * without an order, whose pages would not be stable.
 *
 * @param containers whether the table is {@code resourcecontainers}
 * @param columns by the name in the answer; empty for all
 */
record GraphQuery(boolean containers, Predicate<Map<String, Object>> filter, Map<String, String> columns) {
    private static final Pattern WHERE = Pattern.compile("where\\s+(\\w+)\\s*(=~|==)\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("(order|sort)\\s+by\\s+id(\\s+asc)?");
    private static final Pattern COLUMN = Pattern.compile("(?:(\\w+)\\s*=\\s*)?(\\w+)(?:\\.(\\w+))?");

    /** @throws AzureFailure for what is not understood */
    static GraphQuery parse(String text) {
        List<String> steps = Arrays.stream(text.split("\\|")).map(String::strip).toList();
        boolean containers = table(steps.getFirst());
        Predicate<Map<String, Object>> filter = row -> true;
        Map<String, String> columns = Map.of();
        boolean ordered = false;
        for (String step : steps.subList(1, steps.size())) {
            String verb = step.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            switch (verb) {
                case "where" -> filter = filter.and(where(step));
                case "project" -> columns = columns(step.substring(verb.length()));
                case "order", "sort" -> ordered = ascending(step);
                default -> throw notUnderstood(step);
            }
        }
        if (!ordered) {
            throw notUnderstood("pages without 'order by id asc'");
        }
        return new GraphQuery(containers, filter, columns);
    }

    List<Map<String, Object>> answer(List<Map<String, Object>> table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : table) {
            if (filter.test(row)) {
                rows.add(projected(row));
            }
        }
        return rows;
    }

    private Map<String, Object> projected(Map<String, Object> row) {
        Map<String, Object> projected = new LinkedHashMap<>();
        if (columns.isEmpty()) {
            projected.putAll(row);
            projected.keySet().removeAll(List.of("declaredType", "declaredName"));
        }
        columns.forEach((name, column) -> {
            projected.put(name, value(row, column));
        });
        return projected;
    }

    /** A member that is not there is null, as of any dynamic value. */
    private static Object value(Map<String, Object> row, String path) {
        String[] names = path.split("\\.", 2);
        Object value = row.get(names[0]);
        if (value == null) {
            throw notUnderstood("the column " + names[0]);
        }
        if (names.length == 1) {
            return value;
        }
        Object member = value instanceof Map<?, ?> members ? members.get(names[1]) : null;
        return member == null ? NullNode.getInstance() : member;
    }

    private static boolean table(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "resources" -> false;
            case "resourcecontainers" -> true;
            default -> throw notUnderstood("the table " + name);
        };
    }

    private static Predicate<Map<String, Object>> where(String step) {
        Matcher equality = WHERE.matcher(step);
        if (!equality.matches()) {
            throw notUnderstood(step);
        }
        String column = equality.group(1);
        String wanted = equality.group(3);
        boolean exact = equality.group(2).equals("==");
        return row -> {
            String value = String.valueOf(row.get(column));
            return exact ? value.equals(wanted) : value.equalsIgnoreCase(wanted);
        };
    }

    private static Map<String, String> columns(String list) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String each : list.split(",", -1)) {
            Matcher column = COLUMN.matcher(each.strip());
            if (!column.matches()) {
                throw notUnderstood("project " + each.strip());
            }
            String member = column.group(3);
            if (member != null && column.group(1) == null) {
                throw notUnderstood("project " + each.strip() + " without a name");
            }
            String name = column.group(1) == null ? column.group(2) : column.group(1);
            columns.put(name, member == null ? column.group(2) : column.group(2) + "." + member);
        }
        return columns;
    }

    private static boolean ascending(String step) {
        if (!ORDER.matcher(step).matches()) {
            throw notUnderstood(step);
        }
        return true;
    }

    private static AzureFailure notUnderstood(String what) {
        return AzureError.NOT_SIMULATED.about(what);
    }
}
