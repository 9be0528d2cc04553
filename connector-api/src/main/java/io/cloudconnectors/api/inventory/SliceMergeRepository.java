package io.cloudconnectors.api.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes complete slices into the inventory. */
@Singleton
public class SliceMergeRepository extends EngineRepository {
    /** Held to the end of the transaction: one merge of a connector at a time, and none while its fence is raised. */
    private static final NamedSql HOLD_FENCE = NamedSql.of("""
            SELECT epoch FROM fence WHERE connector_id = :connector AND epoch = :epoch FOR NO KEY UPDATE
            """);

    private static final NamedSql MERGED_BEFORE = NamedSql.of("""
            SELECT assets, created, changed, gone
              FROM slice
             WHERE connector_id = :connector AND region = :region AND service = :service
               AND run_id = :run AND attempt = :attempt
            """);

    private static final NamedSql ARRIVED = NamedSql.of("""
            SELECT count(*) AS chunks, COALESCE(sum(jsonb_array_length(assets)), 0) AS assets
              FROM staged_chunk
             WHERE run_id = :run AND attempt = :attempt AND region = :region AND service = :service
            """);

    private static final NamedSql FORGET_CHUNKS = NamedSql.of("""
            DELETE FROM staged_chunk
             WHERE run_id = :run AND attempt = :attempt AND region = :region AND service = :service
            """);

    /**
     * Each asset of the slice meets its fate: PRESENT ones are inserted, or updated when their content or whereabouts
     * differ; those that the slice had and has no longer are ABSENT, hence gone; those of a gap's type, or all with a gap of every type, are UNSEEN and stay,
     * with the time of the look before as the last that saw them. An asset that did not change is not written.
     *
     * <p>The absent ones come in through the source and not through {@code NOT MATCHED BY SOURCE}, which would read the
     * whole table instead of one slice by its index.
     */
    static final NamedSql MERGE = NamedSql.of("""
            WITH present AS MATERIALIZED (
                SELECT DISTINCT ON (a.type, a.region, a."nativeId") a.*
                  FROM staged_chunk c
                 CROSS JOIN LATERAL jsonb_to_recordset(c.assets) AS a (type text, region text, "nativeId" text, name text,
                                                                       tags jsonb, detail jsonb, "contentHash" text)
                 WHERE c.run_id = :run AND c.attempt = :attempt AND c.region = :region AND c.service = :service
                 ORDER BY a.type, a.region, a."nativeId", c.chunk DESC
            ), fate AS (
                SELECT 'PRESENT' AS fate, type, region, "nativeId" AS native_id, name, tags, detail, "contentHash" AS content_hash
                  FROM present
                UNION ALL
                SELECT CASE WHEN a.type = ANY (:gaps) OR '*' = ANY (:gaps) THEN 'UNSEEN' ELSE 'ABSENT' END, a.type, a.region, a.native_id,
                       NULL, NULL, NULL, NULL
                  FROM asset a
                 WHERE a.connector_id = :connector AND a.slice_region = :region AND a.slice_service = :service
                   AND a.gone_at IS NULL
                   AND NOT EXISTS (SELECT FROM present p
                                    WHERE p.type = a.type AND p.region = a.region AND p."nativeId" = a.native_id)
            ), look AS (
                SELECT f.tenant, f.provider, s.seen_at AS seen_before
                  FROM fence f
                  LEFT JOIN slice s ON s.connector_id = f.connector_id AND s.region = :region AND s.service = :service
                 WHERE f.connector_id = :connector
            ), merged AS (
                MERGE INTO asset t
                USING (SELECT * FROM fate CROSS JOIN look) f
                   ON t.connector_id = :connector AND t.type = f.type AND t.region = f.region AND t.native_id = f.native_id
                 WHEN MATCHED AND f.fate = 'ABSENT' THEN
                      UPDATE SET gone_at = :observed, last_seen_at = COALESCE(t.last_seen_at, f.seen_before, t.changed_at)
                 WHEN MATCHED AND f.fate = 'UNSEEN' AND t.last_seen_at IS NULL THEN
                      UPDATE SET last_seen_at = COALESCE(f.seen_before, t.changed_at)
                 WHEN MATCHED AND f.fate = 'PRESENT' AND (t.content_hash <> f.content_hash OR t.gone_at IS NOT NULL) THEN
                      UPDATE SET name = f.name, tags = f.tags, detail = f.detail, content_hash = f.content_hash,
                                 changed_at = :observed, gone_at = NULL, last_seen_at = NULL,
                                 slice_region = :region, slice_service = :service
                 WHEN MATCHED AND f.fate = 'PRESENT' AND (t.last_seen_at IS NOT NULL
                                  OR t.slice_region <> :region OR t.slice_service <> :service) THEN
                      UPDATE SET last_seen_at = NULL, slice_region = :region, slice_service = :service
                 WHEN NOT MATCHED AND f.fate = 'PRESENT' THEN
                      INSERT (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service, name,
                              tags, detail, content_hash, first_seen_at, changed_at)
                      VALUES (:connector, f.type, f.region, f.native_id, uuidv7(), f.tenant, f.provider, :region, :service,
                              f.name, f.tags, f.detail, f.content_hash, :observed, :observed)
                RETURNING new.gone_at IS NULL AND (merge_action() = 'INSERT' OR old.gone_at IS NOT NULL) AS created,
                          merge_action() = 'UPDATE' AND old.gone_at IS NULL AND new.gone_at IS NULL
                              AND old.content_hash <> new.content_hash AS changed,
                          merge_action() = 'UPDATE' AND old.gone_at IS NULL AND new.gone_at IS NOT NULL AS gone
            ), counts AS (
                SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE changed) AS changed,
                       count(*) FILTER (WHERE gone) AS gone
                  FROM merged
            )
            INSERT INTO slice AS s (connector_id, region, service, tenant, seen_at, run_id, attempt, assets, created, changed, gone)
            SELECT :connector, :region, :service, look.tenant, :observed, :run, :attempt, (SELECT count(*) FROM present),
                   c.created, c.changed, c.gone
              FROM counts c CROSS JOIN look
            ON CONFLICT (connector_id, region, service) DO UPDATE
               SET seen_at = excluded.seen_at, run_id = excluded.run_id, attempt = excluded.attempt, assets = excluded.assets,
                   created = excluded.created + CASE s.run_id WHEN excluded.run_id THEN s.created ELSE 0 END,
                   changed = excluded.changed + CASE s.run_id WHEN excluded.run_id THEN s.changed ELSE 0 END,
                   gone = excluded.gone + CASE s.run_id WHEN excluded.run_id THEN s.gone ELSE 0 END
            RETURNING assets, created, changed, gone
            """);

    public SliceMergeRepository(
            @io.quarkus.agroal.DataSource("inventory-engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Merges a slice if all of it arrived and its epoch is the fence's; once, however often it is asked. */
    public SliceMerge merge(SliceSeen seen) {
        Values slice = values(seen);
        return together(statements -> {
            if (statements.first(HOLD_FENCE, slice, row -> true).isEmpty()) {
                return new SliceMerge.Fenced();
            }
            Optional<SliceMerge.Merged> before = statements.first(MERGED_BEFORE, slice, SliceMergeRepository::merged);
            SliceMerge result;
            if (before.isPresent()) {
                result = before.get();
            } else {
                result = mergeOnce(statements, seen, slice);
            }
            statements.update(FORGET_CHUNKS, slice);
            return result;
        });
    }

    private static SliceMerge mergeOnce(Statements statements, SliceSeen seen, Values slice) throws SQLException {
        SliceMerge.Incomplete arrived = statements
                .first(ARRIVED, slice, row -> new SliceMerge.Incomplete(row.integer("chunks"), row.integer("assets")))
                .orElseThrow();
        if (arrived.chunks() != seen.chunks() || arrived.assets() != seen.assets()) {
            return arrived;
        }
        return statements.first(MERGE, slice, SliceMergeRepository::merged).orElseThrow();
    }

    static Values values(SliceSeen seen) {
        return Values.of("connector", seen.origin().connectorId())
                .and("run", seen.origin().runId())
                .and("attempt", seen.origin().attempt())
                .and("epoch", seen.origin().epoch())
                .and("region", seen.slice().region())
                .and("service", seen.slice().service())
                .and("observed", seen.observedAt())
                .and("gaps", seen.gaps().stream().map(Gap::type).toArray(String[]::new));
    }

    private static SliceMerge.Merged merged(Row row) throws SQLException {
        return new SliceMerge.Merged(
                row.integer("assets"), row.integer("created"), row.integer("changed"), row.integer("gone"));
    }
}
