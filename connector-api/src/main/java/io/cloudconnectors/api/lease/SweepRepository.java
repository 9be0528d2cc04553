package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What the sweeper finds and sends again. */
@Singleton
class SweepRepository extends EngineRepository implements Sweeps {
    private static final NamedSql LAPSED = NamedSql.of("""
            SELECT id
              FROM run
             WHERE state = 'RUNNING' AND lease_expires_at <= now()
             ORDER BY lease_expires_at
             LIMIT :batch
            """);

    /** The next attempt gets the credential that is current now. */
    private static final NamedSql REQUEUE = NamedSql.of("""
            WITH lost AS (
                UPDATE run r
                   SET state = 'QUEUED', attempt = :next, leased_by = NULL, lease_expires_at = NULL, deadline_at = NULL,
                       sent_at = now(), waits_since = now(), queue_expires_at = now() + make_interval(secs => :queueExpiry),
                       credential_version = c.credential_version
                  FROM connector c
                 WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
                   AND r.lease_expires_at <= now() AND r.cancel_requested_at IS NULL
                   AND c.id = r.connector_id
                RETURNING r.id, r.connector_id, r.attempt, r.trigger, r.queue_expires_at, r.budget_seconds, r.credential_version,
                          publish_event(r.tenant, c.id,
                              run_state_changed(r.id, r.attempt, r.state, r.trigger, NULL, c.id, r.tenant, c.provider))
            ), waiting AS (
                UPDATE schedule s
                   SET running_since = NULL
                  FROM lost l
                 WHERE s.connector_id = l.connector_id AND s.active_run_id = l.id
            )
            INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
            SELECT l.id, CASE WHEN l.trigger IN ('MANUAL', 'TEST') THEN :interactive ELSE :scheduled END, c.id,
                   run_request(l.id, l.attempt, l.trigger, l.queue_expires_at, l.budget_seconds, c, l.credential_version),
                   now() + make_interval(secs => :outboxClaim)
              FROM lost l JOIN connector c ON c.id = l.connector_id
            RETURNING id AS outbox_id, topic, message_key, payload
            """);

    /**
     * Its message may be lost, or wait behind others: the same attempt is sent again, and can be leased until it would be
     * sent once more. The waits double, so that a long outage does not fill the topic.
     */
    static final NamedSql RESEND = NamedSql.of("""
            WITH unleased AS MATERIALIZED (
                SELECT r.id
                  FROM run r
                 WHERE r.state = 'QUEUED' AND r.held_by IS NULL
                   AND r.sent_at <= now() - make_interval(secs => :resendAfter)
                   AND now() - r.sent_at >= r.sent_at - r.waits_since
                   AND NOT EXISTS (SELECT FROM outbox o WHERE o.run_id = r.id)
                 ORDER BY r.sent_at
                 LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            ), again AS (
                UPDATE run r
                   SET sent_at = now(),
                       queue_expires_at = now() + GREATEST(make_interval(secs => :queueExpiry), 2 * (now() - r.waits_since))
                  FROM unleased u
                 WHERE r.id = u.id
                RETURNING r.id, r.connector_id, r.attempt, r.trigger, r.queue_expires_at, r.budget_seconds, r.credential_version
            )
            INSERT INTO outbox (run_id, topic, message_key, payload, claimed_until)
            SELECT a.id, CASE WHEN a.trigger IN ('MANUAL', 'TEST') THEN :interactive ELSE :scheduled END, c.id,
                   run_request(a.id, a.attempt, a.trigger, a.queue_expires_at, a.budget_seconds, c, a.credential_version),
                   now() + make_interval(secs => :outboxClaim)
              FROM again a JOIN connector c ON c.id = a.connector_id
            RETURNING id AS outbox_id, topic, message_key, payload
            """);

    private final LeaseConfig config;
    private final DispatchConfig dispatch;

    SweepRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            LeaseConfig config,
            DispatchConfig dispatch) {
        super(dataSource, json);
        this.config = config;
        this.dispatch = dispatch;
    }

    @Override
    public List<UUID> lapsed() {
        return all(LAPSED, Values.of("batch", config.sweepBatch()), row -> row.id("id"));
    }

    @Override
    public Optional<OutboxRow> requeue(OpenRun run, RunLife.Queued next) {
        Values values = sending()
                .and("run", run.id())
                .and("attempt", run.life().attempt())
                .and("epoch", run.life().epoch())
                .and("next", next.attempt());
        return first(REQUEUE, values, OutboxRow::of);
    }

    @Override
    public List<OutboxRow> resend() {
        Values values = sending().and("batch", config.sweepBatch()).and("resendAfter", config.resendAfter());
        return all(RESEND, values, OutboxRow::of);
    }

    private Values sending() {
        return Values.of("queueExpiry", dispatch.queueExpiry())
                .and("outboxClaim", dispatch.outboxClaim())
                .and("interactive", Topics.RUNS_INTERACTIVE)
                .and("scheduled", Topics.RUNS_SCHEDULED);
    }
}
