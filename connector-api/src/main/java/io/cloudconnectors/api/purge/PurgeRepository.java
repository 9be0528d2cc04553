package io.cloudconnectors.api.purge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.audit.AuditingRepository;
import io.cloudconnectors.api.audit.Witness;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Deleted connectors whose time has come. Any number of instances may take them on. */
@Singleton
class PurgeRepository extends AuditingRepository {
    /** From the claim on nobody can restore it; a claim that leads to nothing is tried again after a while. */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id, purge_at, purge_started_at
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
            RETURNING c.id, c.tenant, c.credential_id, c.deleted_at, due.purge_at AS restorable_until,
                      due.purge_started_at IS NULL AND due.purge_at > 'epoch' AS unordered
            """;

    static final NamedSql CLAIM_DUE = NamedSql.of(CLAIM.replace("{which}", "true"));

    private static final NamedSql CLAIM_ONE = NamedSql.of(CLAIM.replace("{which}", "id = :connector"));

    private static final NamedSql RUN_GOING = NamedSql.of("""
            SELECT active_run_id FROM schedule WHERE connector_id = :connector AND active_run_id IS NOT NULL
            """);

    private static final NamedSql THERE = NamedSql.of("SELECT id FROM connector WHERE id = :connector");

    private static final NamedSql PUT_BACK = NamedSql.of("UPDATE connector SET purge_at = now() WHERE id = :connector");

    private static final int RUNS_AT_ONCE = 50;
    /** In batches, so that no transaction holds the slices of a year. */
    private static final NamedSql RUNS = NamedSql.of("""
            WITH batch AS MATERIALIZED (
                SELECT id FROM run WHERE tenant = :tenant AND connector_id = :connector LIMIT :batch
            ), slices AS (
                DELETE FROM slice_result s USING batch b WHERE s.run_id = b.id
            )
            DELETE FROM run r
             USING batch b
             WHERE r.tenant = :tenant AND r.connector_id = :connector AND r.id = b.id
            """);

    /** The first locks the connector: rows are locked in the order run, connector, schedule, as everywhere. */
    private static final List<NamedSql> FORGET = List.of(
            PUT_BACK,
            NamedSql.of("DELETE FROM permission_gap WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM connection_test WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM schedule WHERE connector_id = :connector"),
            NamedSql.of("DELETE FROM connector WHERE id = :connector"));

    PurgeRepository(@DataSource("engine") javax.sql.DataSource dataSource, ObjectMapper json, Witness witness) {
        super(dataSource, json, witness);
    }

    /** Takes on what is due. */
    List<Claimed> claim(int batch, Duration retryAfter) {
        return claim(CLAIM_DUE, values(batch, retryAfter));
    }

    /** Takes on one, if it is due. */
    Optional<Claimed> claim(UUID connectorId, Duration retryAfter) {
        return claim(CLAIM_ONE, values(1, retryAfter).and("connector", connectorId)).stream()
                .findFirst();
    }

    /** Whether anything is left of it. */
    boolean isThere(UUID connectorId) {
        return first(THERE, Values.of("connector", connectorId), row -> true).isPresent();
    }

    /** Leaves the rest to whoever looks next. */
    void putBack(Claimed connector) {
        update(PUT_BACK, Values.of("connector", connector.id()));
    }

    /** Whether a run of it is queued or running: what that sends has to end first. */
    boolean isRunning(UUID connectorId) {
        return first(RUN_GOING, Values.of("connector", connectorId), row -> row.id("active_run_id"))
                .isPresent();
    }

    /**
     * Deletes its runs.
     *
     * @param inTime asked between the batches; they end when it says no
     * @return whether all are deleted
     */
    boolean forgetRuns(Claimed connector, BooleanSupplier inTime) {
        Values values = Values.of("tenant", connector.tenant())
                .and("connector", connector.id())
                .and("batch", RUNS_AT_ONCE);
        while (update(RUNS, values) == RUNS_AT_ONCE) {
            if (!inTime.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Deletes the connector, its schedule, its tests and what it was denied. */
    void forget(Claimed connector) {
        Values values = Values.of("connector", connector.id());
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

    /** What nobody ordered is written down here: it is the platform that ends the retention. */
    private List<Claimed> claim(NamedSql sql, Values values) {
        return together(statements -> {
            // In one order, for each locks the chain of its tenant.
            List<Found> found = statements.all(sql, values, Found::of).stream()
                    .sorted(Comparator.comparing(due -> due.connector().tenant()))
                    .toList();
            for (Found due : found) {
                if (due.unordered()) {
                    Claimed it = due.connector();
                    record(statements, it.tenant(), AuditAction.CONNECTOR_PURGED, it.id(), due.kept(), null);
                }
            }
            return found.stream().map(Found::connector).toList();
        });
    }

    /**
     * A connector that is due.
     *
     * @param unordered whether it is its retention that is over, just now
     */
    private record Found(Claimed connector, boolean unordered, Kept kept) {
        static Found of(Row row) throws SQLException {
            return new Found(
                    new Claimed(row.id("id"), row.text("tenant"), row.id("credential_id")),
                    row.flag("unordered"),
                    new Kept(row.instant("deleted_at"), row.instant("restorable_until")));
        }
    }

    /** What the audit trail keeps of a retention; its deletion has the rest. */
    private record Kept(Instant deletedAt, Instant restorableUntil) {}

    /** A connector that this instance has taken on. */
    record Claimed(UUID id, String tenant, UUID credentialId) {}
}
