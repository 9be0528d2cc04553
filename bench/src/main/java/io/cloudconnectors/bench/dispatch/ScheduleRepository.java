package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.bench.peer.DbSchedulerPeer;
import io.cloudconnectors.local.servers.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Fills the tables that are dispatched from, as superuser. What is due is drawn first, then copied in with COPY by a transaction
 * that holds the tables; its commit is the gate at which all begin. What does not depend on when it is due is drafted once.
 */
final class ScheduleRepository implements AutoCloseable {
    private static final String PREPARE = """
            CREATE SCHEMA bench;
            CREATE SCHEMA peer;
            GRANT USAGE ON SCHEMA peer, bench TO connectors_engine;
            CREATE UNLOGGED TABLE bench.base AS
                SELECT (row_number() OVER (ORDER BY md5(id::text)))::int - 1 AS n, id AS connector_id FROM connector;
            CREATE INDEX ON bench.base (n);
            CREATE UNLOGGED TABLE bench.due (connector_id uuid NOT NULL, due timestamptz NOT NULL);
            CREATE UNLOGGED TABLE bench.arrival (connector_id uuid NOT NULL, at timestamptz NOT NULL);
            CREATE TABLE peer.scheduled_tasks (
                task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                execution_time timestamptz, picked boolean NOT NULL, picked_by text, last_success timestamptz,
                last_failure timestamptz, consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,
                priority smallint, state text, PRIMARY KEY (task_name, task_instance));
            CREATE INDEX execution_time_idx ON peer.scheduled_tasks (execution_time);
            CREATE INDEX last_heartbeat_idx ON peer.scheduled_tasks (last_heartbeat);
            GRANT SELECT, INSERT, UPDATE, DELETE ON peer.scheduled_tasks TO connectors_engine;
            ANALYZE bench.base
            """;

    /** In the order of connectors, so that a scan of it is, too. */
    private static final String SCHEDULE_DRAFT = """
            CREATE UNLOGGED TABLE bench.schedule_draft AS
            SELECT b.n, c.id AS connector_id, c.tenant, hashtext(c.id::text) & 2147483647 AS slot
              FROM bench.base b JOIN connector c ON c.id = b.connector_id
             ORDER BY c.id
            """;

    private static final String SCHEDULE_ROWS =
            "SELECT connector_id, tenant, true, {due}, {frequency}, slot, 'SCHEDULED', 0::bigint FROM bench.schedule_draft";

    private static final String SCHEDULE_COLUMNS =
            "schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot, mode, run_seq)";

    private static final String TASK_DRAFT = """
            CREATE UNLOGGED TABLE bench.task_draft AS
            SELECT b.n, c.id::text AS task_instance,
                   convert_to(run_request(uuidv7(), 1, 'SCHEDULED', now() + interval '10 minutes', 3600, c,
                                          c.credential_version)::text, 'UTF8') AS task_data
              FROM bench.base b JOIN connector c ON c.id = b.connector_id
             ORDER BY c.id
            """;

    private static final String TASK_ROWS =
            "SELECT '%s', task_instance, task_data, {due}, false, 1::bigint FROM bench.task_draft"
                    .formatted(DbSchedulerPeer.TASK);

    private static final String TASK_COLUMNS =
            DbSchedulerPeer.TABLE + " (task_name, task_instance, task_data, execution_time, picked, version)";

    private static final String EMPTY = "TRUNCATE schedule, outbox, run, " + DbSchedulerPeer.TABLE;

    private static final String LATENCY = """
            SELECT count(*) AS rows, count(DISTINCT a.connector_id) AS connectors,
                   COALESCE(percentile_disc(ARRAY[0.5, 0.99, 1.0]) WITHIN GROUP (
                       ORDER BY extract(epoch FROM a.at - d.due) * 1000), ARRAY[0, 0, 0]) AS millis
              FROM bench.arrival a JOIN bench.due d USING (connector_id)
             WHERE d.due >= ?
            """;

    private static final String ONCE = """
            SELECT (SELECT count(*) FROM bench.due) AS due, count(*) AS arrived,
                   count(DISTINCT connector_id) AS connectors,
                   (SELECT count(*) FROM outbox) AS left_over
              FROM bench.arrival
            """;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** In seconds: what was dispatched is not due again, and does not mix with what is loaded next. */
    private static final int ONCE_A_LIFE = 1_000_000_000;

    private final Login superuser;
    private final Connection connection;
    private final Set<Layout> drafted = EnumSet.noneOf(Layout.class);

    private ScheduleRepository(Login superuser, Connection connection) {
        this.superuser = superuser;
        this.connection = connection;
    }

    static ScheduleRepository connect(Login superuser) throws SQLException {
        return new ScheduleRepository(superuser, superuser.connect());
    }

    /** After the connectors are there. */
    void prepare() throws SQLException {
        Sql.execute(connection, PREPARE);
        Sql.execute(connection, "SET synchronize_seqscans = off");
        Sql.execute(connection, "SET max_parallel_workers_per_gather = 0"); // a scan in order
    }

    /** When rows are due. */
    enum Supply {
        /** All of them for one hour to two: before any that is measured. */
        LONG_OVERDUE(ONCE_A_LIFE, "now() - interval '1 hour' * (2 - n::float8 / %1$d)"),
        /** All of them for up to an hour, each at its own time. */
        OVERDUE(ONCE_A_LIFE, "now() - interval '1 hour' * (1 - n::float8 / %1$d)"),
        /** All of them for so many periods that a dispatcher which makes up for each has no end of work. */
        OVERDUE_FOR_WEEKS(14_400, "now() - interval '30 days' - interval '1 hour' * (1 - n::float8 / %1$d)"),
        /** So many a second, from soon on. */
        PACED(ONCE_A_LIFE, "now() + make_interval(secs => %2$f + n / %3$f)");

        private final int frequencySeconds;
        private final String sql;

        Supply(int frequencySeconds, String sql) {
            this.frequencySeconds = frequencySeconds;
            this.sql = sql;
        }
    }

    /** Whose table is filled. */
    enum Layout {
        SCHEDULE(SCHEDULE_DRAFT, SCHEDULE_ROWS, SCHEDULE_COLUMNS),
        TASKS(TASK_DRAFT, TASK_ROWS, TASK_COLUMNS);

        private final String draft;
        private final String rows;
        private final String columns;

        Layout(String draft, String rows, String columns) {
            this.draft = draft;
            this.rows = rows;
            this.columns = columns;
        }
    }

    /** What is loaded: so many rows, due in this way, paced ones after a lead at a rate. */
    record Load(Layout layout, Supply supply, int rows, double lead, double rate) {
        static Load overdue(Layout layout, int rows) {
            return new Load(layout, Supply.OVERDUE, rows, 0, 1);
        }
    }

    /** Fills the table of this layout and empties the others; nobody sees any of it before the gate opens. */
    Gate load(Load load) throws SQLException {
        if (drafted.add(load.layout())) {
            Sql.execute(connection, load.layout().draft);
        }
        String file = "'" + Sql.value(connection, String.class, "SHOW data_directory") + "/bench.copy'";
        String due = load.supply().sql.formatted(load.rows(), load.lead(), load.rate());
        String rows = load.layout()
                .rows
                .replace("{due}", due)
                .replace("{frequency}", Integer.toString(load.supply().frequencySeconds));
        connection.setAutoCommit(false); // one now() for what is told to be due and for what is
        Sql.execute(connection, "TRUNCATE bench.due");
        Sql.execute(
                connection,
                "INSERT INTO bench.due SELECT connector_id, %s FROM bench.base WHERE n < %d"
                        .formatted(due, load.rows()));
        Sql.execute(connection, "COPY (%s WHERE n < %d) TO %s (FORMAT binary)".formatted(rows, load.rows(), file));
        connection.commit();
        connection.setAutoCommit(true);
        Connection gate = superuser.connect();
        gate.setAutoCommit(false);
        Sql.execute(gate, "SET LOCAL session_replication_role = replica"); // the connectors are there: no look for each
        empty(gate);
        Sql.execute(gate, "COPY %s FROM %s (FORMAT binary, FREEZE)".formatted(load.layout().columns, file));
        Sql.execute(gate, "ANALYZE schedule");
        Sql.execute(gate, "ANALYZE outbox");
        Sql.execute(gate, "ANALYZE " + DbSchedulerPeer.TABLE);
        Sql.execute(connection, "CHECKPOINT");
        return new Gate(gate);
    }

    /** Leaves nothing that is due, whatever is going. */
    void clear() throws SQLException {
        connection.setAutoCommit(false);
        empty(connection);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Contenders take the same locks in another order: it gives way, before PostgreSQL looks for a deadlock and ends one of the
     * two, and tries again.
     */
    private static void empty(Connection connection) throws SQLException {
        Sql.execute(connection, "SET LOCAL lock_timeout = '300ms'");
        Savepoint before = connection.setSavepoint();
        boolean emptied = false;
        while (!emptied) {
            try {
                Sql.execute(connection, EMPTY);
                emptied = true;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback(before);
            }
        }
        Sql.execute(connection, "SET LOCAL lock_timeout = 0");
    }

    /** Committing it lets everybody see the rows. */
    static final class Gate implements AutoCloseable {
        private final Connection connection;

        private Gate(Connection connection) {
            this.connection = connection;
        }

        /** @return when, by the database's clock, before it was open */
        OffsetDateTime open() throws SQLException {
            var now = Sql.value(connection, OffsetDateTime.class, "SELECT clock_timestamp()");
            connection.commit();
            return now;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** A transaction of somebody else, whose snapshot keeps all dead rows from being removed. */
    Connection holdHorizon() throws SQLException {
        Connection holder = superuser.connect();
        holder.setAutoCommit(false);
        holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Sql.execute(holder, "SELECT pg_current_xact_id()");
        return holder;
    }

    /** How late messages were, of those that were due from then on. */
    Lateness lateness(OffsetDateTime from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATENCY)) {
            statement.setObject(1, from);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                Object[] millis = (Object[]) result.getArray("millis").getArray();
                return new Lateness(
                        result.getLong("rows"),
                        ((Number) millis[0]).doubleValue(),
                        ((Number) millis[1]).doubleValue(),
                        ((Number) millis[2]).doubleValue());
            }
        }
    }

    record Lateness(long messages, double p50, double p99, double most) {}

    /** Whether each connector that was due arrived, and once. */
    Once once() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ONCE)) {
            result.next();
            return new Once(
                    result.getLong("due"),
                    result.getLong("arrived"),
                    result.getLong("connectors"),
                    result.getLong("left_over"));
        }
    }

    record Once(long due, long arrived, long connectors, long leftInOutbox) {
        boolean holds() {
            return due == arrived && due == connectors && leftInOutbox == 0;
        }
    }

    /** To copy into {@code bench.arrival}. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
