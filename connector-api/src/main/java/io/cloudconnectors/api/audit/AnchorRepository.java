package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.AuditAnchor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The heads of all chains. */
@Singleton
class AnchorRepository extends EngineRepository {
    private static final NamedSql TURN = NamedSql.of("""
            UPDATE audit_turn SET next_at = now() + make_interval(secs => :period) WHERE next_at <= now() RETURNING next_at
            """);

    /** One look into the primary key for each tenant, however long its chain is. */
    private static final NamedSql HEADS = NamedSql.of("""
            WITH RECURSIVE tenants AS (
                (SELECT tenant FROM audit ORDER BY tenant LIMIT 1)
                UNION ALL
                SELECT (SELECT a.tenant FROM audit a WHERE a.tenant > t.tenant ORDER BY a.tenant LIMIT 1)
                  FROM tenants t
                 WHERE t.tenant IS NOT NULL
            )
            SELECT h.tenant, h.seq, h.hash, now() AS at
              FROM tenants t
             CROSS JOIN LATERAL (
                   SELECT a.tenant, a.seq, a.hash FROM audit a WHERE a.tenant = t.tenant ORDER BY a.seq DESC LIMIT 1) h
            """);

    private static final NamedSql HASH = NamedSql.of("SELECT hash FROM audit WHERE tenant = :tenant AND seq = :seq");

    AnchorRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Whether it is this instance that anchors now; no other does within the period. */
    boolean takeTurn(Duration period) {
        return first(TURN, Values.of("period", period), row -> true).isPresent();
    }

    /** The head of each chain. */
    List<AuditAnchor> heads() {
        return all(
                HEADS,
                Values.none(),
                row -> new AuditAnchor(row.text("tenant"), row.bigInteger("seq"), row.text("hash"), row.instant("at")));
    }

    /** What the database says was at a place of a chain. */
    Optional<String> hash(String tenant, long seq) {
        return first(HASH, Values.of("tenant", tenant).and("seq", seq), row -> row.text("hash"));
    }
}
