package io.cloudconnectors.bench.evidence;

import io.cloudconnectors.local.servers.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Has PostgreSQL write each statement to its log for a while; as superuser. */
public final class StatementLogRepository implements AutoCloseable {
    private static final List<String> BEGIN = List.of(
            "ALTER SYSTEM SET log_line_prefix = '" + StatementLog.PREFIX + "'",
            "ALTER SYSTEM SET log_statement = 'all'",
            "SELECT pg_reload_conf()");

    private static final List<String> END = List.of(
            "ALTER SYSTEM RESET log_line_prefix", "ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()");

    /** So that the time of each fsync of the log is known. */
    private static final List<String> TIME_FSYNCS =
            List.of("ALTER SYSTEM SET track_wal_io_timing = on", "SELECT pg_reload_conf()");

    private final Connection connection;

    private StatementLogRepository(Connection connection) {
        this.connection = connection;
    }

    public static StatementLogRepository connect(Login superuser) throws SQLException {
        return new StatementLogRepository(superuser.connect());
    }

    public void begin() throws SQLException {
        run(BEGIN);
    }

    public void end() throws SQLException {
        run(END);
    }

    public void timeFsyncs() throws SQLException {
        run(TIME_FSYNCS);
    }

    private void run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
