package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.api.run.RunLife;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Grants and renews leases of connection tests. They have an epoch of their own and leave the connector's alone, so that a
 * test fences off no run; and none of the statements for runs knows of them.
 */
@Singleton
class TestLeaseRepository extends EngineRepository {
    /**
     * Of any number of callers one finds it QUEUED; the others wait for its row and find it RUNNING. A test that was asked
     * for just when its connector was deleted is nobody's.
     */
    private static final NamedSql LEASE = NamedSql.of("""
            UPDATE connection_test
               SET state = 'RUNNING',
                   epoch = epoch + 1,
                   leased_by = :poller,
                   lease_expires_at = now() + make_interval(secs => :lease),
                   started_at = COALESCE(started_at, now()),
                   deadline_at = LEAST(ends_by, now() + make_interval(secs => budget_seconds))
             WHERE id = :test AND attempt = :attempt AND state = 'QUEUED' AND ends_by > now()
               AND NOT EXISTS (SELECT FROM connector c
                                WHERE c.id = connection_test.connector_id AND c.deleted_at IS NOT NULL)
            RETURNING id, attempt, epoch, tenant, connector_id, credential_id, credential_version, budget_seconds
            """);

    private static final NamedSql BEAT = NamedSql.of("""
            UPDATE connection_test
               SET lease_expires_at = CASE WHEN deadline_at > now() THEN now() + make_interval(secs => :lease)
                                           ELSE lease_expires_at END
             WHERE id = :test AND attempt = :attempt AND epoch = :epoch AND state = 'RUNNING'
            RETURNING id, attempt, epoch, tenant, connector_id, credential_id, credential_version,
                      CASE WHEN deadline_at <= now() THEN 'OVERDUE' ELSE 'NONE' END AS stop
            """);

    private final LeaseConfig config;

    TestLeaseRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json, LeaseConfig config) {
        super(dataSource, json);
        this.config = config;
    }

    /** Leases an attempt of a test; empty when there is none such to be had. */
    Optional<Leased> lease(UUID testId, int attempt, String poller) {
        Values values = Values.of("test", testId)
                .and("attempt", attempt)
                .and("poller", poller)
                .and("lease", config.duration());
        return first(LEASE, values, row -> new Leased(LeasedAttempt.of(row), row.integer("budget_seconds")));
    }

    /** Renews the lease of a test that may go on; empty when it is no longer this attempt's. */
    Optional<Leases.Beat> beat(UUID testId, int attempt, long epoch) {
        Values values = Values.of("test", testId)
                .and("attempt", attempt)
                .and("epoch", epoch)
                .and("lease", config.duration());
        return first(
                BEAT, values, row -> new Leases.Beat(LeasedAttempt.of(row), row.constant("stop", RunLife.Stop.class)));
    }

    /** A lease that was granted. */
    record Leased(LeasedAttempt attempt, int budgetSeconds) {}
}
