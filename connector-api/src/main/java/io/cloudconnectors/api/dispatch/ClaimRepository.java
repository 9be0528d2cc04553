package io.cloudconnectors.api.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.RunTrigger;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Claims what is due. */
@Singleton
class ClaimRepository extends EngineRepository implements Claims {
    /**
     * The whole claim: rows that another instance is claiming are skipped, not waited for. The mode says what is due, by
     * the name of the run's trigger. Full runs move to the next slot of the connector's own grid, so that overdue periods
     * collapse into this one; checks come again after their wait, unless the end of the run decides otherwise. A period
     * that finds a run still going gets a SKIPPED run and no message; a check that does is put off. That what is due is found
     * again by its key, and not by a look through all schedules, hangs on no estimate of how many are due.
     */
    static final NamedSql CLAIM = NamedSql.of("""
            WITH due AS MATERIALIZED (
                SELECT connector_id
                  FROM schedule
                 WHERE runnable AND next_run_at <= now() AND next_run_at >= :from
                 ORDER BY next_run_at
                 LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE schedule s
                   SET next_run_at = CASE s.mode
                           WHEN 'SCHEDULED' THEN next_slot(now(), s.slot, s.frequency_seconds)
                           ELSE now() + make_interval(secs => s.check_seconds)
                       END,
                       run_seq = CASE s.mode WHEN 'SCHEDULED' THEN s.run_seq + 1 ELSE s.run_seq END,
                       changed = s.changed AND s.active_run_id IS NOT NULL,
                       active_run_id = COALESCE(s.active_run_id, uuidv7())
                 WHERE s.connector_id = ANY (ARRAY(SELECT connector_id FROM due))
                RETURNING CASE WHEN old.active_run_id IS NULL THEN s.active_run_id ELSE uuidv7() END AS run_id,
                          old.active_run_id IS NOT NULL AS overlaps, old.next_run_at AS was_due, s.connector_id, s.mode,
                          CASE s.mode WHEN 'SCHEDULED' THEN s.run_seq END AS run_seq
            ), planned AS MATERIALIZED (
                SELECT n.*, c.tenant, c.credential_id, c.credential_version, now() + make_interval(secs => :queueExpiry) AS expires,
                       CASE WHEN NOT n.overlaps
                            THEN run_request(n.run_id, 1, n.mode, now() + make_interval(secs => :queueExpiry), :budget, c,
                                             c.credential_version)
                       END AS payload
                  FROM claimed n JOIN connector c ON c.id = n.connector_id
            ), runs AS (
                INSERT INTO run (id, tenant, connector_id, trigger, run_seq, state, credential_id, credential_version,
                                 created_at, sent_at, queue_expires_at, budget_seconds, finished_at)
                SELECT run_id, tenant, connector_id, mode, run_seq, CASE WHEN p.overlaps THEN 'SKIPPED' ELSE 'QUEUED' END,
                       credential_id, credential_version, now(), now(), expires, :budget, CASE WHEN p.overlaps THEN now() END
                  FROM planned p
                 WHERE NOT p.overlaps OR run_seq IS NOT NULL
            ), messages AS (
                INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
                SELECT run_id, :topic, connector_id, payload, now() + make_interval(secs => :outboxClaim)
                  FROM planned p
                 WHERE NOT p.overlaps
                RETURNING id, run_id, topic, message_key, payload
            )
            SELECT was_due, run_seq IS NOT NULL AND m.id IS NULL AS skipped, m.id AS outbox_id, m.topic, m.message_key, m.payload
              FROM claimed LEFT JOIN messages m USING (run_id)
            """);

    private final DispatchConfig config;

    ClaimRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, DispatchConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    @Override
    public Claim claim(Instant from) {
        List<Claimed> claimed = all(CLAIM, values(from), Claimed::of);
        List<OutboxRow> messages =
                claimed.stream().map(Claimed::message).flatMap(Optional::stream).toList();
        int skipped = Math.toIntExact(claimed.stream().filter(Claimed::skipped).count());
        Instant reached =
                claimed.stream().map(Claimed::due).max(Instant::compareTo).orElse(from);
        return new Claim(messages, skipped, claimed.size() == config.batch(), reached);
    }

    /** Of {@link #CLAIM}. */
    Values values(Instant from) {
        return Values.of("batch", config.batch())
                .and("from", from)
                .and("topic", RunTrigger.SCHEDULED.topic())
                .and("queueExpiry", config.queueExpiry())
                .and("budget", Math.toIntExact(config.runBudget().toSeconds()))
                .and("outboxClaim", config.outboxClaim());
    }

    /** One connector that was due: its message, or none when a run was going. */
    private record Claimed(Instant due, boolean skipped, Optional<OutboxRow> message) {
        static Claimed of(Row row) throws SQLException {
            return new Claimed(
                    row.instant("was_due"),
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
     * @param reached when the last of them became due
     */
    record Claim(List<OutboxRow> messages, int skipped, boolean full, Instant reached) {}
}
