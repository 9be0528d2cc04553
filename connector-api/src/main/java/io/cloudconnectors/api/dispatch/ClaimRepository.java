package io.cloudconnectors.api.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.RunTrigger;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Claims what is due. */
@Singleton
class ClaimRepository extends EngineRepository {
    /**
     * The whole claim: rows that another instance is claiming are skipped, not waited for. The mode says what is due, by
     * the name of the run's trigger. Full runs move to the next slot of the connector's own grid, so that overdue periods
     * collapse into this one; checks come again after their wait, unless the end of the run decides otherwise. A period
     * that finds a run still going gets a SKIPPED run and no message; a check that does is put off.
     */
    static final NamedSql CLAIM = NamedSql.of("""
            WITH due AS MATERIALIZED (
                SELECT connector_id
                  FROM schedule
                 WHERE runnable AND next_run_at <= now()
                 ORDER BY next_run_at
                 LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            ), numbered AS MATERIALIZED (
                SELECT connector_id, uuidv7() AS run_id FROM due
            ), claimed AS (
                UPDATE schedule s
                   SET next_run_at = CASE s.mode
                           WHEN 'SCHEDULED' THEN next_slot(now(), s.slot, s.frequency_seconds)
                           ELSE now() + make_interval(secs => s.check_seconds)
                       END,
                       run_seq = CASE s.mode WHEN 'SCHEDULED' THEN s.run_seq + 1 ELSE s.run_seq END,
                       changed = s.changed AND s.active_run_id IS NOT NULL,
                       active_run_id = COALESCE(s.active_run_id, n.run_id)
                  FROM numbered n
                 WHERE s.connector_id = n.connector_id
                RETURNING n.run_id, s.connector_id, s.mode, CASE s.mode WHEN 'SCHEDULED' THEN s.run_seq END AS run_seq,
                          old.active_run_id IS NOT NULL AS overlaps
            ), runs AS (
                INSERT INTO run (id, tenant, connector_id, trigger, run_seq, state, credential_id, credential_version,
                                 created_at, sent_at, queue_expires_at, budget_seconds, finished_at)
                SELECT n.run_id, c.tenant, c.id, n.mode, n.run_seq, CASE WHEN n.overlaps THEN 'SKIPPED' ELSE 'QUEUED' END,
                       c.credential_id, c.credential_version, now(), now(), now() + make_interval(secs => :queueExpiry),
                       :budget, CASE WHEN n.overlaps THEN now() END
                  FROM claimed n JOIN connector c ON c.id = n.connector_id
                 WHERE NOT n.overlaps OR n.run_seq IS NOT NULL
            ), messages AS (
                INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
                SELECT n.run_id, :topic, c.id,
                       run_request(n.run_id, 1, n.mode, now() + make_interval(secs => :queueExpiry), :budget, c, c.credential_version),
                       now() + make_interval(secs => :outboxClaim)
                  FROM claimed n JOIN connector c ON c.id = n.connector_id
                 WHERE NOT n.overlaps
                RETURNING id, run_id, topic, message_key, payload
            )
            SELECT run_seq IS NOT NULL AND m.id IS NULL AS skipped, m.id AS outbox_id, m.topic, m.message_key, m.payload
              FROM claimed LEFT JOIN messages m USING (run_id)
            """);

    /** Seconds since the oldest due connector became due, and the messages that wait. */
    private static final NamedSql BACKLOG = NamedSql.of("""
            SELECT (SELECT COALESCE(extract(epoch FROM now() - min(next_run_at)), 0)::float8
                      FROM schedule WHERE runnable AND next_run_at <= now()) AS oldest_due,
                   (SELECT count(*) FROM outbox) AS outbox_rows
            """);

    private final DispatchConfig config;

    ClaimRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, DispatchConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Claims at most one batch of what is due by the database's clock. */
    Claim claim() {
        List<Claimed> claimed = all(CLAIM, values(), Claimed::of);
        List<OutboxRow> messages =
                claimed.stream().map(Claimed::message).flatMap(Optional::stream).toList();
        int skipped = Math.toIntExact(claimed.stream().filter(Claimed::skipped).count());
        return new Claim(messages, skipped, claimed.size() == config.batch());
    }

    Values values() {
        return Values.of("batch", config.batch())
                .and("topic", RunTrigger.SCHEDULED.topic())
                .and("queueExpiry", config.queueExpiry())
                .and("budget", Math.toIntExact(config.runBudget().toSeconds()))
                .and("outboxClaim", config.outboxClaim());
    }

    Backlog backlog() {
        return first(
                        BACKLOG,
                        Values.none(),
                        row -> new Backlog(row.decimal("oldest_due"), row.bigInteger("outbox_rows")))
                .orElseThrow();
    }

    /** One connector that was due: its message, or none when a run was going. */
    private record Claimed(boolean skipped, Optional<OutboxRow> message) {
        static Claimed of(Row row) throws SQLException {
            return new Claimed(
                    row.flag("skipped"),
                    row.textOrNull("topic") == null ? Optional.empty() : Optional.of(OutboxRow.of(row)));
        }
    }

    /**
     * What one statement claimed.
     *
     * @param messages of the runs that are queued
     * @param skipped how many periods found a run going
     * @param full whether there may be more to claim
     */
    record Claim(List<OutboxRow> messages, int skipped, boolean full) {}

    /** What waits: {@code oldestDue} in seconds. */
    record Backlog(double oldestDue, long outboxRows) {}
}
