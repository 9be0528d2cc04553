package io.cloudconnectors.api.outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Ends runs that are RUNNING. */
@Singleton
public class RunEndRepository extends EngineRepository {
    private static final NamedSql OPEN = NamedSql.of("""
            SELECT r.id, r.attempt, r.epoch,
                   CASE WHEN r.deadline_at <= COALESCE(r.cancel_requested_at, now()) THEN 'OVERDUE'
                        WHEN r.cancel_requested_at IS NOT NULL THEN 'REQUESTED'
                        ELSE 'NONE' END AS stop,
                   c.state, c.health, c.reason, c.ever_online, c.transient_failures,
                   s.arrived, s.incomplete
              FROM run r
              JOIN connector c ON c.id = r.connector_id
             CROSS JOIN LATERAL (
                   SELECT count(*) AS arrived,
                          count(*) FILTER (WHERE status = 'BLIND' AND reason ->> 'code' = 'PLATFORM_ERROR') AS incomplete
                     FROM slice_result
                    WHERE run_id = r.id AND attempt = r.attempt) s
             WHERE r.id = :run AND r.state = 'RUNNING'
            """);

    /**
     * Takes effect once: whoever comes second finds the run no longer RUNNING, and nothing else moves. Rows are locked in
     * the order run, connector, schedule, as everywhere.
     */
    private static final NamedSql END = NamedSql.of("""
            WITH ended AS (
                UPDATE run r
                   SET state = :state,
                       reason = :reason::jsonb,
                       finished_at = now(),
                       assets_seen = s.assets, assets_created = s.created, assets_changed = s.changed, assets_gone = s.gone
                  FROM (SELECT COALESCE(sum(assets), 0) AS assets, COALESCE(sum(created), 0) AS created,
                               COALESCE(sum(changed), 0) AS changed, COALESCE(sum(gone), 0) AS gone
                          FROM slice_result WHERE run_id = :run) s
                 WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
                   AND (NOT :lapsed OR r.lease_expires_at <= now())
                RETURNING r.id, r.connector_id, r.state
            ), settled AS (
                UPDATE connector c
                   SET state = :connectorState, health = :health, reason = :connectorReason::jsonb,
                       ever_online = :everOnline, transient_failures = :transientFailures,
                       last_run_id = e.id,
                       last_success_at = CASE WHEN e.state IN ('SUCCEEDED', 'PARTIAL') THEN now() ELSE c.last_success_at END
                  FROM ended e
                 WHERE c.id = e.connector_id
                RETURNING e.connector_id, e.id AS run_id
            ), freed AS (
                UPDATE schedule s
                   SET active_run_id = NULL, running_since = NULL
                  FROM settled e
                 WHERE s.connector_id = e.connector_id AND s.active_run_id = e.run_id
            )
            SELECT id FROM ended
            """);

    public RunEndRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** The run, when it is RUNNING. */
    public Optional<OpenRun> open(UUID runId) {
        return first(OPEN, Values.of("run", runId), RunEndRepository::map);
    }

    /** Writes the end that the poller reported; false when the attempt was no longer the current one. */
    public boolean finish(OpenRun run, RunEnd end) {
        return end(run, end, false);
    }

    /** Writes the end of a run whose poller is gone; false when it came back in time or somebody else was faster. */
    public boolean lapse(OpenRun run, RunEnd end) {
        return end(run, end, true);
    }

    private boolean end(OpenRun run, RunEnd end, boolean lapsed) {
        Standing next = run.standing().after(end);
        Values values = Values.of("run", run.id())
                .and("attempt", run.life().attempt())
                .and("epoch", run.life().epoch())
                .and("lapsed", lapsed)
                .and("state", end.state())
                .and("reason", json(end.why()))
                .and("connectorState", next.state())
                .and("health", next.health())
                .and("connectorReason", json(next.reason()))
                .and("everOnline", next.everOnline())
                .and("transientFailures", next.transientFailures());
        return first(END, values, row -> row.id("id")).isPresent();
    }

    private static OpenRun map(Row row) throws SQLException {
        return new OpenRun(
                row.id("id"),
                new RunLife.Running(
                        row.integer("attempt"), row.bigInteger("epoch"), row.constant("stop", RunLife.Stop.class)),
                new Standing(
                        row.constant("state", Standing.State.class),
                        row.constant("health", ConnectorHealth.class),
                        row.json("reason", StoredReason.class),
                        row.flag("ever_online"),
                        row.integer("transient_failures")),
                row.integer("arrived"),
                row.integer("incomplete"));
    }
}
