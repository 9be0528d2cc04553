package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.query.NamedSql;

/** The statements that take slices into the inventory. */
final class MergeSql {
    /** Held to the end of the transaction: one merge of a connector at a time, and none while its fence is raised. */
    static final NamedSql HOLD_FENCE = NamedSql.of("""
            SELECT epoch FROM fence WHERE connector_id = :connector AND epoch = :epoch FOR NO KEY UPDATE
            """);

    /** Of each slice what an earlier merge of this attempt came to, what the look before found, and what is staged. */
    static final NamedSql LOOK = NamedSql.of("""
            SELECT COALESCE(b.run_id = :run AND b.attempt = :attempt, false) AS merged, b.assets AS slice_assets, b.created,
                   b.changed, b.gone, c.staged, c.staged_assets, c.digests,
                   CASE b.content WHEN {content} THEN encode(substr(b.content, 1, 32), 'hex') END AS content
              FROM {slices}
              LEFT JOIN slice b ON b.connector_id = :connector AND b.region = s.region AND b.service = s.service
             CROSS JOIN LATERAL (
                   SELECT count(*) AS staged, COALESCE(sum(jsonb_array_length(c.assets)), 0)::int AS staged_assets,
                          COALESCE(jsonb_agg(encode(c.content, 'hex') ORDER BY c.chunk) FILTER (WHERE c.content IS NOT NULL),
                                   '[]') AS digests
                     FROM staged_chunk c
                    WHERE c.run_id = :run AND c.attempt = :attempt AND c.region = s.region AND c.service = s.service) c
             ORDER BY s.place
            """.replace("{slices}", slices("place int, region text, service text"))
            .replace("{content}", content("substr(b.content, 1, 32)", "b.run_id", "b.attempt")));

    static final NamedSql FORGET_CHUNKS = NamedSql.of("""
            DELETE FROM staged_chunk c
             USING {slices}
             WHERE c.run_id = :run AND c.attempt = :attempt AND c.region = s.region AND c.service = s.service
            """.replace("{slices}", slices("region text, service text")));

    /**
     * Each asset of the slices meets its fate: PRESENT ones are inserted, or updated when their content or whereabouts
     * differ; those that a slice had and none has any longer are ABSENT, hence gone; those of a gap's type, or all with a gap of
     * every type, are UNSEEN and stay, with the time of the look before as the last that saw them. An asset that did not
     * change is not written. One that two slices report is the later one's.
     *
     * <p>A slice whose look is not all its own any more, for another reported an asset of it later or took one away, has no
     * {@code content}: its next look is merged, whatever it finds.
     *
     * <p>The absent ones come in through the source and not through {@code NOT MATCHED BY SOURCE}, which would read the
     * whole table instead of the slices by their index.
     */
    static final NamedSql MERGE = NamedSql.of("""
            WITH look AS MATERIALIZED (
                SELECT s.place, s.region, s.service, s.observed, s.gaps, s.arrived, decode(s.content, 'hex') AS content,
                       s.staged, f.tenant, f.provider, b.seen_at AS seen_before
                  FROM {slices}
                  JOIN fence f ON f.connector_id = :connector
                  LEFT JOIN slice b ON b.connector_id = :connector AND b.region = s.region AND b.service = s.service
            ), arrived AS (
                SELECT c.place, c.chunk, a.*
                  FROM unnest(:places::int[], :chunks::int[], :assets::text[]) AS c (place, chunk, assets)
                 CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(c.assets::jsonb) AS ({asset})) WITH ORDINALITY AS a
                UNION ALL
                SELECT l.place, c.chunk, a.*
                  FROM look l
                  JOIN staged_chunk c
                    ON c.run_id = :run AND c.attempt = :attempt AND c.region = l.region AND c.service = l.service
                 CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(c.assets) AS ({asset})) WITH ORDINALITY AS a
                 WHERE l.staged
            ), present AS MATERIALIZED (
                SELECT DISTINCT ON (type, region, "nativeId") *
                  FROM arrived
                 ORDER BY type, region, "nativeId", place DESC, chunk DESC, ordinality DESC
            ), fate AS (
                SELECT 'PRESENT' AS fate, place, type, region, "nativeId" AS native_id, name, tags, detail, "contentHash" AS content_hash
                  FROM present
                UNION ALL
                SELECT CASE WHEN a.type = ANY (l.gaps) OR '*' = ANY (l.gaps) THEN 'UNSEEN' ELSE 'ABSENT' END, l.place, a.type,
                       a.region, a.native_id, NULL, NULL, NULL, NULL
                  FROM look l
                  JOIN asset a
                    ON a.connector_id = :connector AND a.slice_region = l.region AND a.slice_service = l.service
                   AND a.gone_at IS NULL
                 WHERE NOT EXISTS (SELECT FROM present p
                                    WHERE p.type = a.type AND p.region = a.region AND p."nativeId" = a.native_id)
            ), merged AS (
                MERGE INTO asset t
                USING (SELECT f.*, l.region AS of_region, l.service AS of_service, l.observed, l.tenant, l.provider, l.seen_before
                         FROM fate f JOIN look l USING (place)) f
                   ON t.connector_id = :connector AND t.type = f.type AND t.region = f.region AND t.native_id = f.native_id
                 WHEN MATCHED AND f.fate = 'ABSENT' THEN
                      UPDATE SET gone_at = f.observed, last_seen_at = COALESCE(t.last_seen_at, f.seen_before, t.changed_at)
                 WHEN MATCHED AND f.fate = 'UNSEEN' AND t.last_seen_at IS NULL THEN
                      UPDATE SET last_seen_at = COALESCE(f.seen_before, t.changed_at)
                 WHEN MATCHED AND f.fate = 'PRESENT' AND (t.content_hash <> f.content_hash OR t.gone_at IS NOT NULL) THEN
                      UPDATE SET name = f.name, tags = f.tags, detail = f.detail, content_hash = f.content_hash,
                                 changed_at = f.observed, gone_at = NULL, last_seen_at = NULL,
                                 slice_region = f.of_region, slice_service = f.of_service
                 WHEN MATCHED AND f.fate = 'PRESENT' AND (t.last_seen_at IS NOT NULL
                                  OR t.slice_region <> f.of_region OR t.slice_service <> f.of_service) THEN
                      UPDATE SET last_seen_at = NULL, slice_region = f.of_region, slice_service = f.of_service
                 WHEN NOT MATCHED AND f.fate = 'PRESENT' THEN
                      INSERT (connector_id, type, region, native_id, id, tenant, provider, slice_region, slice_service, name,
                              tags, detail, content_hash, first_seen_at, changed_at)
                      VALUES (:connector, f.type, f.region, f.native_id, uuidv7(), f.tenant, f.provider, f.of_region, f.of_service,
                              f.name, f.tags, f.detail, f.content_hash, f.observed, f.observed)
                RETURNING f.place, old.slice_region AS old_region, old.slice_service AS old_service,
                          merge_action() = 'UPDATE' AND old.gone_at IS NULL
                              AND (old.slice_region <> new.slice_region OR old.slice_service <> new.slice_service) AS moved,
                          new.gone_at IS NULL AND (merge_action() = 'INSERT' OR old.gone_at IS NOT NULL) AS created,
                          merge_action() = 'UPDATE' AND old.gone_at IS NULL AND new.gone_at IS NULL
                              AND old.content_hash <> new.content_hash AS changed,
                          merge_action() = 'UPDATE' AND old.gone_at IS NULL AND new.gone_at IS NOT NULL AS gone
            ), written AS (
                SELECT place, count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE changed) AS changed,
                       count(*) FILTER (WHERE gone) AS gone
                  FROM merged
                 GROUP BY place
            ), counted AS (
                SELECT place, count(*) AS assets FROM present GROUP BY place
            ), taken AS (
                UPDATE slice s SET content = NULL
                  FROM (SELECT DISTINCT old_region, old_service FROM merged WHERE moved) m
                 WHERE s.connector_id = :connector AND s.region = m.old_region AND s.service = m.old_service
                   AND s.content IS NOT NULL
                   AND NOT EXISTS (SELECT FROM look l WHERE l.region = m.old_region AND l.service = m.old_service)
                RETURNING s.region, s.service
            ), recorded AS (
                INSERT INTO slice AS s (connector_id, region, service, tenant, seen_at, run_id, attempt, assets, created, changed, gone,
                                        content)
                SELECT :connector, l.region, l.service, l.tenant, l.observed, :run, :attempt, COALESCE(p.assets, 0),
                       COALESCE(w.created, 0), COALESCE(w.changed, 0), COALESCE(w.gone, 0),
                       CASE COALESCE(p.assets, 0) WHEN l.arrived THEN {content} END
                  FROM look l
                  LEFT JOIN counted p USING (place)
                  LEFT JOIN written w USING (place)
                ON CONFLICT (connector_id, region, service) DO UPDATE
                   SET seen_at = excluded.seen_at, run_id = excluded.run_id, attempt = excluded.attempt, assets = excluded.assets,
                       created = excluded.created + CASE s.run_id WHEN excluded.run_id THEN s.created ELSE 0 END,
                       changed = excluded.changed + CASE s.run_id WHEN excluded.run_id THEN s.changed ELSE 0 END,
                       gone = excluded.gone + CASE s.run_id WHEN excluded.run_id THEN s.gone ELSE 0 END,
                       content = excluded.content
                RETURNING region, service, assets, created, changed, gone
            )
            SELECT r.assets, r.created, r.changed, r.gone,
                   (SELECT COALESCE(jsonb_agg(jsonb_build_object('region', region, 'service', service)), '[]') FROM taken) AS taken
              FROM look l JOIN recorded r USING (region, service)
             ORDER BY l.place
            """.replace(
                    "{slices}",
                    slices("place int, region text, service text, observed timestamptz, gaps text[], arrived int,"
                            + " content text, staged boolean"))
            .replace("{content}", content("l.content", ":run", ":attempt"))
            .replace("{asset}", """
                            type text, region text, "nativeId" text, name text, tags jsonb, detail jsonb, "contentHash" text"""));

    /** The fences that nobody holds; who waited for a merge here would keep all the others waiting. */
    static final NamedSql HOLD_FENCES = NamedSql.of("""
            SELECT f.connector_id
              FROM jsonb_to_recordset(:fences::jsonb) AS s (connector uuid, epoch bigint)
              JOIN fence f ON f.connector_id = s.connector AND f.epoch = s.epoch
               FOR NO KEY UPDATE OF f SKIP LOCKED
            """);

    /**
     * Slices of any number of connectors, whose fences are held, that found what the look before found. A merge would find
     * nothing to write either: all that was found is there, present and theirs, and what is not among it is gone or was
     * unseen before. Of a connector all or none, for what of it is merged may concern the rest.
     */
    static final NamedSql UNCHANGED =
            NamedSql.of("""
            WITH asked AS MATERIALIZED (
                SELECT connector, run, attempt, region, service, observed, decode(content, 'hex') AS content
                  FROM jsonb_to_recordset(:slices::jsonb) AS s (connector uuid, run uuid, attempt int, region text, service text,
                                                                observed timestamptz, content text)
            ), same AS (
                SELECT a.connector
                  FROM asked a
                  LEFT JOIN slice s ON s.connector_id = a.connector AND s.region = a.region AND s.service = a.service
                 GROUP BY a.connector
                HAVING bool_and(COALESCE(s.content = {content before}, false))
            )
            UPDATE slice s
               SET seen_at = a.observed, run_id = a.run, attempt = a.attempt, content = {content},
                   created = CASE s.run_id WHEN a.run THEN s.created ELSE 0 END,
                   changed = CASE s.run_id WHEN a.run THEN s.changed ELSE 0 END,
                   gone = CASE s.run_id WHEN a.run THEN s.gone ELSE 0 END
              FROM asked a
              JOIN same USING (connector)
             WHERE s.connector_id = a.connector AND s.region = a.region AND s.service = a.service
            RETURNING s.connector_id, s.region, s.service, s.assets, s.created, s.changed, s.gone
            """.replace("{content before}", content("a.content", "s.run_id", "s.attempt"))
                    .replace("{content}", content("a.content", "a.run", "a.attempt")));

    private MergeSql() {}

    /**
     * What {@code slice.content} is: the digest of a look, and which look it was. An instance of a release that knows no digest
     * leaves it beside a look of its own, which it then is not of.
     */
    private static String content(String digest, String run, String attempt) {
        return digest + " || uuid_send(" + run + ") || int4send(" + attempt + ")";
    }

    private static String slices(String columns) {
        return "jsonb_to_recordset(:slices::jsonb) AS s (" + columns + ")";
    }
}
