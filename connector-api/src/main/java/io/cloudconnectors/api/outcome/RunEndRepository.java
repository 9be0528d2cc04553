package io.cloudconnectors.api.outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Ends runs that are RUNNING. */
@Singleton
public class RunEndRepository extends StandingRepository implements RunEnds {
    private static final NamedSql OPEN = NamedSql.of("""
            SELECT r.id, r.attempt, r.epoch, r.handed_back,
                   CASE WHEN r.deadline_at <= COALESCE(r.cancel_requested_at, now()) THEN 'OVERDUE'
                        WHEN r.cancel_requested_at IS NOT NULL THEN 'REQUESTED'
                        ELSE 'NONE' END AS stop,
                   s.arrived, s.incomplete,
                   CASE WHEN c.external_id_proof_version = r.credential_version THEN c.external_id_proof END AS proof
              FROM run r
              JOIN connector c ON c.id = r.connector_id
             CROSS JOIN LATERAL (
                   SELECT count(*) AS arrived,
                          count(*) FILTER (WHERE status = 'BLIND' AND reason ->> 'code' = 'PLATFORM_ERROR') AS incomplete
                     FROM slice_result
                    WHERE run_id = r.id AND attempt = r.attempt) s
             WHERE r.id = :run AND r.state = 'RUNNING'
            """);

    /** Takes effect once: whoever comes second finds the run no longer RUNNING, and nothing else moves. */
    private static final NamedSql END = NamedSql.of("""
            UPDATE run r
               SET state = :state,
                   reason = :reason::jsonb,
                   finished_at = now(),
                   calls = :calls::jsonb,
                   assets_seen = s.assets, assets_created = s.created, assets_changed = s.changed, assets_gone = s.gone
              FROM (SELECT COALESCE(sum(assets), 0) AS assets, COALESCE(sum(created), 0) AS created,
                           COALESCE(sum(changed), 0) AS changed, COALESCE(sum(gone), 0) AS gone
                      FROM slice_result WHERE run_id = :run) s
             WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
               AND (NOT :lapsed OR r.lease_expires_at <= now())
            RETURNING r.connector_id, r.trigger, r.credential_version
            """);

    /**
     * The rows are locked by then. A check that signed in keeps a connector fresh, and saw no assets. What was denied in slices
     * that a whole look had no more, as of a region that its settings left out, is forgotten.
     */
    private static final NamedSql FREE = NamedSql.of("""
            WITH settled AS (
                UPDATE connector
                   SET last_run_id = :run,
                       last_success_at = CASE WHEN :reached AND NOT :check THEN now() ELSE last_success_at END,
                       external_id_proof = COALESCE(:proof, external_id_proof),
                       external_id_proof_version =
                           CASE WHEN :proof::text IS NULL THEN external_id_proof_version ELSE :credentialVersion END
                 WHERE id = :connector
                RETURNING publish_event(tenant, id,
                    run_state_changed(:run, :attempt, :state, :trigger, :reasonCode, id, tenant, provider))
            ), forgotten AS (
                DELETE FROM permission_gap g
                 WHERE g.connector_id = :connector AND :looked
                   AND NOT EXISTS (SELECT FROM slice_result r
                                    WHERE r.run_id = :run AND r.region = g.region AND r.service = g.service)
            )
            UPDATE schedule
               SET active_run_id = NULL, running_since = NULL, changed = false,
                   fresh_at = CASE WHEN :reached THEN now() ELSE fresh_at END
             WHERE connector_id = :connector AND active_run_id = :run
            """);

    public RunEndRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            StatesConfig config,
            MeterRegistry meters) {
        super(dataSource, json, config, meters);
    }

    @Override
    public Optional<OpenRun> open(UUID runId) {
        return first(OPEN, Values.of("run", runId), RunEndRepository::map);
    }

    @Override
    public boolean finish(OpenRun run, RunEnd end) {
        return end(run, end, false);
    }

    @Override
    public boolean lapse(OpenRun run, RunEnd end) {
        return end(run, end, true);
    }

    private boolean end(OpenRun run, RunEnd end, boolean lapsed) {
        Values values = Values.of("run", run.id())
                .and("attempt", run.life().attempt())
                .and("epoch", run.life().epoch())
                .and("lapsed", lapsed)
                .and("state", end.state())
                .and("reason", json(end.why()))
                .and("calls", json(run.calls()));
        Written written = together(statements -> {
            Optional<Ended> ended = statements.first(END, values, Ended::of);
            return ended.isEmpty() ? Written.NOTHING : settle(statements, run, ended.get(), end);
        });
        written.transition().ifPresent(this::count);
        return written.ended();
    }

    private Written settle(Statements statements, OpenRun run, Ended ended, RunEnd end) throws SQLException {
        Optional<Locked> locked = lock(statements, ended.connectorId());
        if (locked.isEmpty()) {
            return new Written(true, Optional.empty());
        }
        Locked connector = locked.get();
        Optional<Transition> transition =
                settle(statements, connector, new StandingEvent.Ended(ended.trigger(), end, connector.changed()));
        statements.update(
                FREE,
                Values.of("run", run.id())
                        .and("attempt", run.life().attempt())
                        .and("state", end.state())
                        .and("trigger", ended.trigger())
                        .and("reasonCode", code(end.why()))
                        .and("connector", connector.id())
                        .and("reached", end.reached())
                        .and("check", ended.trigger().isCheck())
                        .and(
                                "looked",
                                run.whole() && end.reached() && !ended.trigger().isCheck())
                        .and("proof", run.externalIdProof())
                        .and("credentialVersion", ended.credentialVersion()));
        return new Written(true, transition);
    }

    private static @Nullable ReasonCode code(@Nullable Reason why) {
        return why == null ? null : why.code();
    }

    private static OpenRun map(Row row) throws SQLException {
        return new OpenRun(
                row.id("id"),
                new RunLife.Running(
                        row.integer("attempt"),
                        row.bigInteger("epoch"),
                        row.constant("stop", RunLife.Stop.class),
                        row.integer("handed_back")),
                row.integer("arrived"),
                row.integer("incomplete"),
                row.constantOrNull("proof", ExternalIdProof.class));
    }

    /** A run that this transaction ended. */
    private record Ended(UUID connectorId, RunTrigger trigger, int credentialVersion) {
        static Ended of(Row row) throws SQLException {
            return new Ended(
                    row.id("connector_id"),
                    row.constant("trigger", RunTrigger.class),
                    row.integer("credential_version"));
        }
    }

    /** What came of it. */
    private record Written(boolean ended, Optional<Transition> transition) {
        static final Written NOTHING = new Written(false, Optional.empty());
    }
}
