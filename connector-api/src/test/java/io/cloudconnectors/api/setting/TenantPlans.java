package io.cloudconnectors.api.setting;

import io.cloudconnectors.local.servers.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/** The plans that a role of the API gets, under row-level security, in a transaction that told its tenant. */
public final class TenantPlans implements AutoCloseable {
    private static final Pattern INDEX =
            Pattern.compile("(?:Index(?: Only)? Scan(?: Backward)? using|Bitmap Index Scan on) (\\w+)");

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
            StringBuilder plan = new StringBuilder();
            try (var result = explain.executeQuery()) {
                while (result.next()) {
                    plan.append(result.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    /** How many of ten executions took the plan that PostgreSQL keeps, rather than one made for that execution alone. */
    public long takeTheKeptPlan(String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            for (int i = 0; i < 10; i++) {
                statement.executeQuery().close();
            }
            try (var count = connection.createStatement();
                    var result = count.executeQuery(
                            "SELECT generic_plans FROM pg_prepared_statements ORDER BY prepare_time DESC LIMIT 1")) {
                result.next();
                return result.getLong(1);
            }
        }
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
