package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps chunks until their slice is complete. */
@Singleton
public class StagingRepository extends EngineRepository {
    /** A chunk that comes twice is kept once. */
    private static final NamedSql STAGE = NamedSql.of("""
            WITH arrived AS MATERIALIZED (
                SELECT a.*, f.tenant
                  FROM jsonb_to_recordset(:chunks::jsonb) AS a ("runId" uuid, attempt int, epoch bigint, "connectorId" uuid,
                                                                region text, service text, chunk int, assets jsonb)
                  LEFT JOIN fence f ON f.connector_id = a."connectorId" AND f.epoch = a.epoch
            ), staged AS (
                INSERT INTO staged_chunk (run_id, attempt, region, service, chunk, connector_id, tenant, epoch, assets)
                SELECT "runId", attempt, region, service, chunk, "connectorId", tenant, epoch, assets
                  FROM arrived
                 WHERE tenant IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) AS fenced FROM arrived WHERE tenant IS NULL
            """);

    private static final NamedSql DROP_ABANDONED =
            NamedSql.of("DELETE FROM staged_chunk WHERE staged_at < now() - interval '1 day'");

    public StagingRepository(
            @io.quarkus.agroal.DataSource("inventory-engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /**
     * Stages any number of chunks in one statement.
     *
     * @return how many were of another epoch and dropped
     */
    public int stage(List<SliceChunk> chunks) {
        if (chunks.isEmpty()) {
            return 0;
        }
        List<Staged> rows = chunks.stream().map(Staged::of).toList();
        return first(STAGE, Values.of("chunks", json(rows)), row -> row.integer("fenced"))
                .orElseThrow();
    }

    /** Drops what no slice end came for within a day. */
    public void dropAbandoned() {
        update(DROP_ABANDONED, Values.none());
    }

    private record Staged(
            UUID runId,
            int attempt,
            long epoch,
            UUID connectorId,
            String region,
            String service,
            int chunk,
            List<Asset> assets) {
        static Staged of(SliceChunk chunk) {
            var origin = chunk.origin();
            return new Staged(
                    origin.runId(),
                    origin.attempt(),
                    origin.epoch(),
                    origin.connectorId(),
                    chunk.slice().region(),
                    chunk.slice().service(),
                    chunk.chunk(),
                    chunk.assets());
        }
    }
}
