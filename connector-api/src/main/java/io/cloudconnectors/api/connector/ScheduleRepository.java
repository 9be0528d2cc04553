package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The schedule's side of what clients change. The database's clock says what is due, as it does for the dispatcher.
 * The grid is the SQL function {@code next_slot}, the dispatcher's own.
 */
@Singleton
class ScheduleRepository extends SqlRepository implements CheckSoon {
    private static final String INSERT = """
            INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot)
            VALUES (?, ?, ?, now(), ?, ?)
            """;

    /** What waits for a probe or a recheck is tried at once when it is enabled again: it may have been repaired meanwhile. */
    private static final String UPDATE = """
            UPDATE schedule s
               SET runnable = new.runnable,
                   frequency_seconds = new.frequency,
                   next_run_at = CASE
                       WHEN new.next_run = 'NOW' THEN now()
                       WHEN new.runnable AND NOT s.runnable AND s.mode <> 'SCHEDULED' THEN now()
                       WHEN new.next_run = 'NEXT_SLOT' AND s.mode = 'SCHEDULED' THEN next_slot(now(), s.slot, new.frequency)
                       ELSE s.next_run_at
                   END,
                   fresh_at = CASE
                       WHEN new.runnable AND NOT s.runnable OR new.frequency <> s.frequency_seconds THEN now()
                       ELSE s.fresh_at
                   END
              FROM (VALUES (?::boolean, ?::int, ?::text)) AS new (runnable, frequency, next_run)
             WHERE s.connector_id = ?
            """;

    private static final String HAS_RUN = """
            SELECT s.active_run_id IS NOT NULL OR c.last_run_id IS NOT NULL AS has_run
              FROM schedule s JOIN connector c ON c.id = s.connector_id
             WHERE s.connector_id = ?
            """;

    private static final String RESTORE = """
            UPDATE schedule SET runnable = ?, fresh_at = now() WHERE connector_id = ?
            """;

    private static final String STOP = """
            UPDATE schedule SET runnable = false WHERE connector_id = ?
            """;

    /** As if its time were up: nobody can lease it any more, and who has is told to stop. */
    private static final String END_TESTS = """
            UPDATE connection_test
               SET ends_by = now(), deadline_at = now()
             WHERE connector_id = ? AND state IN ('QUEUED', 'RUNNING')
            """;

    /** While a run goes its end sees to it, and knows by the mark that the run has the old credential. */
    private static final String CHANGED = """
            UPDATE schedule s
               SET changed = s.active_run_id IS NOT NULL,
                   mode = CASE WHEN s.active_run_id IS NOT NULL THEN s.mode
                               WHEN c.state = 'OFFLINE' THEN 'PROBE'
                               ELSE 'SCHEDULED' END,
                   next_run_at = CASE WHEN s.active_run_id IS NULL THEN now() ELSE s.next_run_at END
              FROM connector c
             WHERE s.connector_id = ? AND s.runnable AND c.id = s.connector_id
            """;

    private static final String ACTIVE_RUN = """
            SELECT active_run_id FROM schedule WHERE connector_id = ? AND active_run_id IS NOT NULL
            """;

    private static final String ROLE_ARRIVED = """
            UPDATE connector
               SET reason = jsonb_set(jsonb_set(jsonb_set(reason, '{code}', '"AWAITING_FIRST_RUN"'),
                                                '{since}', to_jsonb(updated_at)),
                                      '{at}', to_jsonb(updated_at))
             WHERE id = ? AND reason ->> 'code' = 'AWAITING_ROLE_ARN'
            """;

    ScheduleRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Puts a new connector on the schedule, due at once when it can run. */
    void insert(Tenant tenant, UUID connectorId, ConnectorSpec spec) {
        update(INSERT, connectorId, tenant.name(), spec.runnable(), seconds(spec), slot(connectorId));
    }

    /** Follows a change of a connector. */
    void change(UUID connectorId, ConnectorSpec before, ConnectorSpec after) {
        NextRun next = NextRun.after(before, after, hasRun(connectorId));
        update(UPDATE, after.runnable(), seconds(after), next.name(), connectorId);
        if (!before.complete() && after.complete()) {
            update(ROLE_ARRIVED, connectorId);
        }
    }

    @Override
    public void afterChange(UUID connectorId) {
        update(CHANGED, connectorId);
    }

    /**
     * Takes a connector off the schedule, and ends its connection test.
     *
     * @return the run that is queued or running
     */
    Optional<UUID> stop(UUID connectorId) {
        update(STOP, connectorId);
        update(END_TESTS, connectorId);
        return first(ACTIVE_RUN, List.of(connectorId), row -> row.id("active_run_id"));
    }

    /** Puts a restored connector back on the schedule, to be tried at once when it can run. */
    void restore(UUID connectorId, ConnectorSpec spec) {
        update(RESTORE, spec.runnable(), connectorId);
        afterChange(connectorId);
    }

    private boolean hasRun(UUID connectorId) {
        return first(HAS_RUN, List.of(connectorId), row -> row.flag("has_run")).orElse(false);
    }

    private static int seconds(ConnectorSpec spec) {
        return Math.toIntExact(Duration.ofMinutes(spec.runFrequencyMinutes()).toSeconds());
    }

    /** The random bits of a UUIDv7 spread connectors evenly, whenever they were made. */
    static int slot(UUID connectorId) {
        return (int) (connectorId.getLeastSignificantBits() & Integer.MAX_VALUE);
    }
}
