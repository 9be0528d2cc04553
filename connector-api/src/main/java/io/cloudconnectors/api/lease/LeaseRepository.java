package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Grants and renews leases. */
@Singleton
class LeaseRepository extends EngineRepository {
    /**
     * Of any number of callers one finds the run QUEUED; the others wait for its row and find it RUNNING. The epoch is
     * raised with it, so whatever an earlier attempt still sends is old from here on.
     */
    private static final NamedSql LEASE = NamedSql.of("""
            WITH candidate AS MATERIALIZED (
                SELECT id, connector_id, credential_version
                  FROM run
                 WHERE id = :run AND attempt = :attempt AND state = 'QUEUED' AND queue_expires_at > now()
                   FOR UPDATE
            ), raised AS (
                UPDATE schedule s
                   SET epoch = s.epoch + 1, running_since = now()
                  FROM candidate q
                  JOIN connector c ON c.id = q.connector_id
                 WHERE s.connector_id = q.connector_id AND s.active_run_id = q.id
                RETURNING q.id, q.connector_id, q.credential_version, c.provider, s.epoch,
                          c.provider = 'AWS' AND (c.external_id_proof, c.external_id_proof_version)
                              IS DISTINCT FROM ('ENFORCED', q.credential_version) AS unproved
            ), used AS (
                UPDATE credential_version v
                   SET last_used_at = now()
                  FROM raised x
                 WHERE v.connector_id = x.connector_id AND v.version = x.credential_version
            )
            UPDATE run r
               SET state = 'RUNNING',
                   epoch = x.epoch,
                   leased_by = :poller,
                   lease_expires_at = now() + make_interval(secs => :lease),
                   started_at = COALESCE(r.started_at, now()),
                   deadline_at = now() + make_interval(secs => r.budget_seconds)
              FROM raised x
             WHERE r.id = x.id
            RETURNING r.id, r.attempt, r.epoch, r.tenant, r.connector_id, r.credential_id, r.credential_version,
                      r.budget_seconds, x.provider, x.unproved,
                      publish_event(r.tenant, r.connector_id,
                          run_state_changed(r.id, r.attempt, r.state, r.trigger, NULL, r.connector_id, r.tenant, x.provider))
            """);

    /** A run that is to stop keeps the lease it has: it ends when that lapses, if its poller does not end it before. */
    private static final NamedSql BEAT = NamedSql.of("""
            UPDATE run
               SET lease_expires_at = CASE WHEN cancel_requested_at IS NULL AND deadline_at > now()
                       THEN now() + make_interval(secs => :lease)
                       ELSE lease_expires_at END
             WHERE id = :run AND attempt = :attempt AND epoch = :epoch AND state = 'RUNNING'
            RETURNING id, attempt, epoch, tenant, connector_id, credential_id, credential_version,
                      CASE WHEN deadline_at <= COALESCE(cancel_requested_at, now()) THEN 'OVERDUE'
                           WHEN cancel_requested_at IS NOT NULL THEN 'REQUESTED'
                           ELSE 'NONE' END AS stop
            """);

    private final LeaseConfig config;

    LeaseRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, LeaseConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Leases an attempt; empty when it is not to be had. */
    Optional<Leased> lease(UUID runId, int attempt, String poller) {
        Values values = Values.of("run", runId)
                .and("attempt", attempt)
                .and("poller", poller)
                .and("lease", config.duration());
        return first(
                LEASE,
                values,
                row -> new Leased(
                        LeasedAttempt.of(row),
                        row.constant("provider", Provider.class),
                        row.integer("budget_seconds"),
                        row.flag("unproved")));
    }

    /** Renews the lease of a run that may go on; empty when the run is no longer this attempt's. */
    Optional<Beat> beat(UUID runId, int attempt, long epoch) {
        Values values = Values.of("run", runId)
                .and("attempt", attempt)
                .and("epoch", epoch)
                .and("lease", config.duration());
        return first(BEAT, values, row -> new Beat(LeasedAttempt.of(row), row.constant("stop", RunLife.Stop.class)));
    }

    /**
     * A lease that was granted.
     *
     * @param unproved whether nobody has proved yet that the role, of this credential version, asks for the External ID
     */
    record Leased(LeasedAttempt attempt, Provider provider, int budgetSeconds, boolean unproved) {}

    /** A heartbeat that found its run. */
    record Beat(LeasedAttempt attempt, RunLife.Stop stop) {}
}
