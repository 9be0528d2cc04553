package io.cloudconnectors.api.setting;

import io.cloudconnectors.local.servers.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The plans that a role of the API gets, under row-level security, in a transaction that told its tenant. */
public final class TenantPlans implements AutoCloseable {
    private static final Pattern INDEX =
            Pattern.compile("(?:Index(?: Only)? Scan(?: Backward)? using|Bitmap Index Scan on) (\\w+)");

    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private final Connection connection;

    public TenantPlans(Role role, String tenant) throws SQLException {
        connection = Setting.postgres().login(role).connect();
        connection.setAutoCommit(false);
        try (PreparedStatement tell = connection.prepareStatement("SELECT set_config('app.tenant', ?, true)")) {
            tell.setString(1, tenant);
            tell.execute();
        }
    }

    /** The plan of a statement with these values, as text. */
    public String of(String sql, List<?> values) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 0; i < values.size(); i++) {
                explain.setObject(i + 1, values.get(i));
            }
            return text(explain.executeQuery());
        }
    }

    /** The plan of a statement that is made for no values in particular. */
    public String kept(String sql) throws SQLException {
        int[] parameters = {0};
        String numbered = PARAMETER.matcher(sql).replaceAll(_ -> "\\$" + ++parameters[0]);
        String nothing = String.join(", ", Collections.nCopies(parameters[0], "NULL"));
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE kept AS " + numbered);
            String plan = text(
                    statement.executeQuery("EXPLAIN EXECUTE kept" + (nothing.isEmpty() ? "" : "(" + nothing + ")")));
            statement.execute("DEALLOCATE kept");
            return plan;
        }
    }

    private static String text(ResultSet plan) throws SQLException {
        StringBuilder text = new StringBuilder();
        while (plan.next()) {
            text.append(plan.getString(1)).append('\n');
        }
        return text.toString();
    }

    /** The indexes that a plan reads. */
    public static Set<String> indexes(String plan) {
        return INDEX.matcher(plan)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
