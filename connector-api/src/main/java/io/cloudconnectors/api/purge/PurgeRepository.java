package io.cloudconnectors.api.purge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deleted connectors whose time has come. Any number of instances may take them on. */
@Singleton
class PurgeRepository extends EngineRepository {
    /** From the claim on nobody can restore it; a claim that leads to nothing is tried again after a while. */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id
                  FROM connector
                 WHERE {which} AND deleted_at IS NOT NULL AND purge_at <= now()
                 ORDER BY purge_at
                 LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            )
            UPDATE connector c
               SET purge_started_at = coalesce(c.purge_started_at, now()),
                   purge_at = now() + make_interval(secs => :retryAfter)
              FROM due
             WHERE c.id = due.id
            RETURNING c.id, c.tenant, c.credential_id
            """;

    static final NamedSql CLAIM_DUE = NamedSql.of(CLAIM.replace("{which}", "true"));

    private static final NamedSql CLAIM_ONE = NamedSql.of(CLAIM.replace("{which}", "id = :connector"));

    private static final NamedSql RUN_GOING = NamedSql.of("""
            SELECT active_run_id FROM schedule WHERE connector_id = :connector AND active_run_id IS NOT NULL
            """);

    /** Rows go in the order run, connector, schedule, as everywhere; the schedule's key makes it go before its connector. */
    private static final List<NamedSql> FORGET = List.of(
            NamedSql.of("""
                    DELETE FROM slice_result s
                     USING run r
                     WHERE r.tenant = :tenant AND r.connector_id = :connector AND s.run_id = r.id
                    """),
            NamedSql.of("DELETE FROM run WHERE tenant = :tenant AND connector_id = :connector"),
            NamedSql.of("UPDATE connector SET purge_at = now() WHERE id = :connector"),
            NamedSql.of("DELETE FROM schedule WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM connector WHERE id = :connector"));

    PurgeRepository(@DataSource("engine") javax.sql.DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Takes on what is due. */
    List<Claimed> claim(int batch, Duration retryAfter) {
        return all(CLAIM_DUE, values(batch, retryAfter), PurgeRepository::map);
    }

    /** Takes on one, if it is due. */
    Optional<Claimed> claim(UUID connectorId, Duration retryAfter) {
        return first(CLAIM_ONE, values(1, retryAfter).and("connector", connectorId), PurgeRepository::map);
    }

    /** Whether a run of it is queued or running: what that sends has to end first. */
    boolean isRunning(UUID connectorId) {
        return first(RUN_GOING, Values.of("connector", connectorId), row -> row.id("active_run_id"))
                .isPresent();
    }

    /** Deletes the connector, its schedule and its runs. */
    void forget(Claimed connector) {
        Values values = Values.of("tenant", connector.tenant()).and("connector", connector.id());
        together(statements -> {
            for (NamedSql sql : FORGET) {
                statements.update(sql, values);
            }
            return true;
        });
    }

    static Values values(int batch, Duration retryAfter) {
        return Values.of("batch", batch).and("retryAfter", retryAfter);
    }

    private static Claimed map(Row row) throws SQLException {
        return new Claimed(row.id("id"), row.text("tenant"), row.id("credential_id"));
    }

    /** A connector that this instance has taken on. */
    record Claimed(UUID id, String tenant, UUID credentialId) {}
}
