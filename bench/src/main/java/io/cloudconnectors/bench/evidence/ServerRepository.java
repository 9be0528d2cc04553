package io.cloudconnectors.bench.evidence;

import io.cloudconnectors.local.servers.Login;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks PostgreSQL what it did, and what its sessions wait for; as superuser. */
public final class ServerRepository implements AutoCloseable {
    private static final String COMMITS = """
            SELECT datname, xact_commit FROM pg_stat_database
             WHERE datname IN ('connectors', 'vault', 'vault_keystore') ORDER BY datname
            """;

    private static final String FSYNCS = """
            SELECT COALESCE(sum(fsyncs), 0) AS fsyncs, COALESCE(sum(fsync_time), 0) AS millis
              FROM pg_stat_io WHERE object = 'wal'
            """;

    /** A session that waits for its client inside of a transaction waits for a service, not for PostgreSQL. */
    private static final String WAITS = """
            SELECT datname || ' ' || CASE WHEN state = 'active' THEN COALESCE(wait_event_type || ':' || wait_event, 'running')
                                          ELSE 'idle in transaction' END AS what,
                   count(*) AS sessions
              FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'
             GROUP BY 1
            """;

    private final Connection connection;

    private ServerRepository(Connection connection) {
        this.connection = connection;
    }

    public static ServerRepository connect(Login superuser) throws SQLException {
        return new ServerRepository(superuser.connect());
    }

    /** Counters since the server was started; they lag by a second. */
    public record Work(Map<String, Long> commits, long fsyncs, double fsyncMillis) {

        /** What was done since then. */
        public Work since(Work earlier) {
            var difference = new LinkedHashMap<String, Long>();
            commits.forEach((name, now) -> difference.put(name, now - earlier.commits.getOrDefault(name, 0L)));
            return new Work(difference, fsyncs - earlier.fsyncs, fsyncMillis - earlier.fsyncMillis);
        }
    }

    public Work work() throws SQLException {
        var commits = new LinkedHashMap<String, Long>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery(COMMITS)) {
                while (result.next()) {
                    commits.put(result.getString("datname"), result.getLong("xact_commit"));
                }
            }
            try (ResultSet result = statement.executeQuery(FSYNCS)) {
                result.next();
                return new Work(commits, result.getLong("fsyncs"), result.getDouble("millis"));
            }
        }
    }

    /** How many sessions wait for what at this moment, or run. */
    Map<String, Long> waits() throws SQLException {
        var waits = new LinkedHashMap<String, Long>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(WAITS)) {
            while (result.next()) {
                waits.put(result.getString("what"), result.getLong("sessions"));
            }
        }
        return waits;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
