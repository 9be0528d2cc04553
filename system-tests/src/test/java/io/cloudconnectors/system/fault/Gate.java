package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A point within the product's transactions at which the next one that comes by is held, until the gate is opened. It is a
 * trigger of {@code faults/*.sql} that waits for a lock; nothing in the product knows of it.
 */
final class Gate implements AutoCloseable {

    /** Where the gates are. */
    enum Point {
        /** The claim and its messages are written, and not committed. */
        BEFORE_CLAIM_COMMITS(7100, Database.CONNECTORS, "WITH due%"),
        /** Kafka has the messages of scheduled runs; the outbox does not know yet. */
        BEFORE_OUTBOX_DELETE(7200, Database.CONNECTORS, "DELETE FROM outbox%"),
        /** It was read that an attempt holds its run; what it reports is not written yet. */
        IN_REPORT(7300, Database.CONNECTORS, "WITH arrived%"),
        /** A merge, or the record that nothing changed, holds the fence; its slices are not written yet. */
        IN_MERGE(7400, Database.INVENTORY, "WITH %");

        private final int key;
        private final Database database;
        private final String statement;

        Point(int key, Database database, String statement) {
            this.key = key;
            this.database = database;
            this.statement = statement;
        }

        Database database() {
            return database;
        }
    }

    /**
     * Who is held.
     *
     * @param backend the process of PostgreSQL
     * @param port from which its client came
     * @param run of the row that brought it here
     */
    record Held(int backend, int port, long xid, String run) {}

    private final Point point;
    private final Connection connection;

    private Gate(Point point, Connection connection) {
        this.point = point;
        this.connection = connection;
    }

    /** Closes the gate. */
    static Gate close(Login superuser, Point point) throws SQLException {
        var gate = new Gate(point, superuser.connect());
        gate.lock("pg_advisory_lock");
        return gate;
    }

    /**
     * Waits until somebody is held.
     *
     * @param nudge what makes somebody come by; done now and then until it works
     */
    Held await(Reach.Nudge nudge) {
        return Reach.wait("somebody at " + point, nudge, this::held);
    }

    /** Whether somebody waits for what the held transaction has locked. */
    boolean isWaitedFor(Held held) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid)))")) {
            statement.setInt(1, held.backend());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private Optional<Held> held() throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT a.pid, a.client_port, a.backend_xid::text::bigint AS xid, a.application_name AS run
                  FROM pg_locks l
                  JOIN pg_stat_activity a USING (pid)
                 WHERE l.locktype = 'advisory' AND NOT l.granted AND l.classid = 0 AND l.objid = ? AND a.query LIKE ?
                   AND a.backend_xid IS NOT NULL
                   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)) {
            statement.setInt(1, point.key);
            statement.setString(2, point.statement);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Held(
                                rows.getInt("pid"),
                                rows.getInt("client_port"),
                                rows.getLong("xid"),
                                rows.getString("run")))
                        : Optional.empty();
            }
        }
    }

    /** Ends the transaction that is held: it will never commit. */
    void terminate(Held held) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
            statement.setInt(1, held.backend());
            statement.execute();
        }
    }

    /** Lets everybody pass. */
    void open() throws SQLException {
        lock("pg_advisory_unlock");
    }

    private void lock(String function) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT " + function + "(?)")) {
            statement.setLong(1, point.key);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
