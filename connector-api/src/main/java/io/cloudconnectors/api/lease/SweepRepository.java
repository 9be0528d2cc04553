package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunLife;
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
    private static final String NEXT_ATTEMPT = """
            WITH again AS (
                UPDATE run r
                   SET {set}state = 'QUEUED', attempt = :next, leased_by = NULL, lease_expires_at = NULL, deadline_at = NULL,
                       sent_at = now(), waits_since = now(), queue_expires_at = now() + make_interval(secs => :queueExpiry),
                       credential_version = c.credential_version
                  FROM connector c
                 WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
                   AND {condition} AND r.cancel_requested_at IS NULL
                   AND c.id = r.connector_id
                RETURNING r.id, r.connector_id, r.attempt, r.trigger, r.queue_expires_at, r.budget_seconds, r.credential_version,
                          publish_event(r.tenant, c.id,
                              run_state_changed(r.id, r.attempt, r.state, r.trigger, NULL, c.id, r.tenant, c.provider))
            ), waiting AS (
                UPDATE schedule s
                   SET running_since = NULL
                  FROM again a
                 WHERE s.connector_id = a.connector_id AND s.active_run_id = a.id
            )
            """;

    private static final NamedSql REQUEUE =
            Requests.sent(NEXT_ATTEMPT.replace("{set}", "").replace("{condition}", "r.lease_expires_at <= now()"));

    private static final NamedSql HAND_BACK = Requests.sent(NEXT_ATTEMPT
            .replace("{set}", "handed_back = r.handed_back + 1, ")
            .replace("{condition}", "r.deadline_at > now()"));

    /**
     * Its message may be lost, or wait behind others: the same attempt is sent again, and can be leased until it would be
     * sent once more. The waits double, so that a long outage does not fill the topic.
     */
    static final NamedSql RESEND = Requests.sent("""
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
        return first(REQUEUE, values(run, next), OutboxRow::of);
    }

    @Override
    public Optional<OutboxRow> handBack(OpenRun run, RunLife.Queued next) {
        return first(HAND_BACK, values(run, next), OutboxRow::of);
    }

    private Values values(OpenRun run, RunLife.Queued next) {
        return Requests.values(dispatch)
                .and("run", run.id())
                .and("attempt", run.life().attempt())
                .and("epoch", run.life().epoch())
                .and("next", next.attempt());
    }

    @Override
    public List<OutboxRow> resend() {
        Values values =
                Requests.values(dispatch).and("batch", config.sweepBatch()).and("resendAfter", config.resendAfter());
        return all(RESEND, values, OutboxRow::of);
    }
}
