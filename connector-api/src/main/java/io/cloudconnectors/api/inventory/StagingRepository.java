package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Keeps chunks until their slice is complete. */
@Singleton
public class StagingRepository extends EngineRepository implements Staging {
    /** A chunk that comes twice is kept once. */
    private static final NamedSql STAGE = NamedSql.of("""
            WITH arrived AS MATERIALIZED (
                SELECT a.*, (:assets::text[])[a.place] AS assets, f.tenant
                  FROM jsonb_to_recordset(:chunks::jsonb) AS a (place int, "runId" uuid, attempt int, epoch bigint,
                                                                "connectorId" uuid, region text, service text, chunk int,
                                                                content text)
                  LEFT JOIN fence f ON f.connector_id = a."connectorId" AND f.epoch = a.epoch
            ), staged AS (
                INSERT INTO staged_chunk (run_id, attempt, region, service, chunk, connector_id, tenant, epoch, assets, content)
                SELECT "runId", attempt, region, service, chunk, "connectorId", tenant, epoch, assets::jsonb,
                       decode(content, 'hex')
                  FROM arrived
                 WHERE tenant IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) AS fenced FROM arrived WHERE tenant IS NULL
            """);

    /**
     * A run's id tells when it was made, so its age is a range of the key. A run that waited for long stages late: what it
     * staged within a day stays.
     */
    static final NamedSql DROP_ABANDONED = NamedSql.of("""
            DELETE FROM staged_chunk c
             USING (SELECT run_id, attempt, region, service, chunk
                      FROM staged_chunk
                     WHERE run_id < (lpad(to_hex(floor(extract(epoch FROM now() - interval '1 day') * 1000)::bigint), 12, '0')
                                     || '00000000000000000000')::uuid
                       AND staged_at < now() - interval '1 day'
                     ORDER BY run_id
                     LIMIT :batch
                       FOR UPDATE SKIP LOCKED) AS old
             WHERE (c.run_id, c.attempt, c.region, c.service, c.chunk)
                 = (old.run_id, old.attempt, old.region, old.service, old.chunk)
            """);

    public StagingRepository(
            @io.quarkus.agroal.DataSource("inventory-engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    @Override
    public int stage(List<? extends Chunk> chunks) {
        if (chunks.isEmpty()) {
            return 0;
        }
        List<Staged> rows = IntStream.range(0, chunks.size())
                .mapToObj(i -> Staged.of(i + 1, chunks.get(i)))
                .toList();
        Values values = Values.of("chunks", json(rows))
                .and("assets", chunks.stream().map(Chunk::json).toArray(String[]::new));
        return first(STAGE, values, row -> row.integer("fenced")).orElseThrow();
    }

    /** Drops what no slice end came for within a day, at most one batch; answers how many chunks. */
    public int dropAbandoned(int batch) {
        return update(DROP_ABANDONED, Values.of("batch", batch));
    }

    /** A chunk but for its assets, which are at a place of their own, the first of which is 1. */
    private record Staged(
            int place,
            UUID runId,
            int attempt,
            long epoch,
            UUID connectorId,
            String region,
            String service,
            int chunk,
            String content) {
        static Staged of(int place, Chunk chunk) {
            var origin = chunk.origin();
            return new Staged(
                    place,
                    origin.runId(),
                    origin.attempt(),
                    origin.epoch(),
                    origin.connectorId(),
                    chunk.slice().region(),
                    chunk.slice().service(),
                    chunk.number(),
                    chunk.digest());
        }
    }
}
