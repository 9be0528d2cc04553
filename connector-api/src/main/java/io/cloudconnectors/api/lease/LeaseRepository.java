package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.gap.GapsConfig;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Provider;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Grants and renews leases. While caps are counted, those who ask for runs of the same tenant wait for each other
 * <em>before</em> they take a connection: a thousand of them would keep all of the pool waiting for one lock of the database,
 * and heartbeats and other tenants' leases with it.
 */
@Singleton
class LeaseRepository extends CapRepository implements Leases {
    /** Less than a poller waits for the answer, or a lease would be granted of which it never hears. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final NamedSql TENANT = NamedSql.of("""
            SELECT tenant
              FROM run
             WHERE id = :run AND attempt = :attempt AND state = 'QUEUED' AND queue_expires_at > now()
            """);

    /**
     * Of any number of callers one finds the run QUEUED; the others wait for its row and find it RUNNING. The epoch is
     * raised with it, so whatever an earlier attempt still sends is old from here on. A scheduled run is told what it is not to
     * ask for; what a person starts asks for everything, and checks ask for nothing that could be left out.
     */
    static final NamedSql LEASE = NamedSql.of("""
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
                RETURNING q.id, q.connector_id, q.credential_version, c.provider, c.settings, s.epoch,
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
                   deadline_at = now() + make_interval(secs => r.budget_seconds),
                   held_by = NULL, held_at = NULL, cap_key = NULL
              FROM raised x
             WHERE r.id = x.id
            RETURNING r.id, r.attempt, r.epoch, r.tenant, r.connector_id, r.credential_id, r.credential_version,
                      r.budget_seconds, x.provider, x.unproved,
                      CASE r.trigger WHEN 'SCHEDULED' THEN (
                          SELECT jsonb_agg(jsonb_build_object(
                                     'slice', jsonb_build_object('region', g.region, 'service', g.service), 'reason', g.reason))
                            FROM permission_gap g
                           WHERE g.connector_id = x.connector_id
                             AND is_remembered(g, x.credential_version, x.settings, :rememberedAfter, :askedAgainAfter))
                      END AS denials,
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

    private static final TypeReference<List<KnownDenial>> DENIALS = new TypeReference<>() {};

    private final LeaseConfig config;
    private final GapsConfig gaps;
    private final Turns turns = new Turns(PATIENCE);

    LeaseRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            LeaseConfig config,
            GapsConfig gaps) {
        super(dataSource, json, config);
        this.config = config;
        this.gaps = gaps;
    }

    @Override
    public Optional<Leased> lease(UUID runId, int attempt, String poller) {
        Values values = values(runId, attempt, poller);
        if (!hasCaps()) {
            return first(LEASE, values, LeaseRepository::leased);
        }
        Optional<String> tenant = first(TENANT, values, row -> row.text("tenant"));
        return tenant.flatMap(of -> inTurn(of, values));
    }

    Values values(UUID runId, int attempt, String poller) {
        return capped(Values.of("run", runId))
                .and("attempt", attempt)
                .and("poller", poller)
                .and("lease", config.duration())
                .and("rememberedAfter", gaps.rememberedAfter())
                .and("askedAgainAfter", gaps.askedAgainAfter());
    }

    private Optional<Leased> inTurn(String tenant, Values values) {
        try {
            return turns.take(
                            tenant,
                            () -> together(statements -> isHeldBack(statements, values)
                                    ? Optional.<Leased>empty()
                                    : statements.first(LEASE, values, LeaseRepository::leased)))
                    .orElseThrow(() -> new DatabaseException(
                            new SQLTimeoutException("Too many ask for leases of one tenant at once")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(new SQLTimeoutException("Interrupted while waiting for a turn", e));
        }
    }

    @Override
    public Optional<Beat> beat(UUID runId, int attempt, long epoch) {
        Values values = Values.of("run", runId)
                .and("attempt", attempt)
                .and("epoch", epoch)
                .and("lease", config.duration());
        return first(BEAT, values, row -> new Beat(LeasedAttempt.of(row), row.constant("stop", RunLife.Stop.class)));
    }

    private static Leased leased(Row row) throws SQLException {
        return new Leased(
                LeasedAttempt.of(row),
                row.constant("provider", Provider.class),
                row.integer("budget_seconds"),
                row.flag("unproved"),
                row.textOrNull("denials") == null ? List.of() : row.json("denials", DENIALS));
    }
}
