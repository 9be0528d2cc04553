package io.cloudconnectors.api.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;

/** Renews and purges keys, of all tenants. */
@Singleton
class KeyKeeperRepository extends EngineRepository {
    private static final NamedSql RENEW = NamedSql.of("""
            UPDATE idempotency_key
               SET claimed_until = now() + make_interval(secs => :lease)
             WHERE claim = ANY (string_to_array(:claims, ',')::uuid[]) AND status IS NULL
            """);

    /** In batches, so that no purge holds many rows. */
    static final NamedSql PURGE = NamedSql.of("""
            DELETE FROM idempotency_key
             WHERE (tenant, caller, key) IN (
                 SELECT tenant, caller, key
                   FROM idempotency_key
                  WHERE created_at < now() - make_interval(secs => :retention) AND (status IS NOT NULL OR claimed_until < now())
                  ORDER BY created_at
                  LIMIT :batch
                    FOR UPDATE SKIP LOCKED)
            """);

    /** They are leases: of a set that nobody applies nothing is lost with its row. */
    private static final NamedSql PURGE_SETS =
            NamedSql.of("DELETE FROM apply_set WHERE claimed_until < now() - make_interval(secs => :retention)");

    private static final int BATCH = 1_000;

    KeyKeeperRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    void renew(Collection<UUID> claims, Duration lease) {
        String ids = String.join(",", claims.stream().map(UUID::toString).toList());
        update(RENEW, Values.of("claims", ids).and("lease", lease));
    }

    /** Purges one batch. */
    boolean purge(Duration retention) {
        return update(PURGE, values(retention)) == BATCH;
    }

    /** Purges the leases of apply sets that ended long ago. */
    void purgeSets(Duration retention) {
        update(PURGE_SETS, Values.of("retention", retention));
    }

    static Values values(Duration retention) {
        return Values.of("retention", retention).and("batch", BATCH);
    }
}
