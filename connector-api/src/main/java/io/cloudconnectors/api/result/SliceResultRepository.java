package io.cloudconnectors.api.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Records what the slices of runs came to, while the attempts that say so hold their runs. */
@Singleton
class SliceResultRepository extends EngineRepository implements SliceResults {
    /**
     * Any number of slices of any number of runs. What an earlier attempt did to a slice that now is blind it did: the
     * counts stay. An attempt that is seen to hold its run holds it until this is written: who takes the run from it waits,
     * and what is written behind a next attempt would count against that one.
     *
     * <p>With a slice goes what it was denied: counted once a run, and not when the run only repeats what its lease told it,
     * which has the time of the denial before. A slice that was seen clears all else that was denied it, one of a region
     * that is not enabled everything. In any other case nobody knows, and what was denied stays.
     */
    static final NamedSql RECORD = NamedSql.of("""
            WITH arrived AS MATERIALIZED (
                SELECT r.id, r.tenant, r.connector_id, r.attempt, r.credential_version, s.region, s.service, s.status, s.reason,
                       s.gaps, s.denied, s.assets, s.created, s.changed, s.gone, s."observedAt" AS observed_at
                  FROM jsonb_to_recordset(:slices::jsonb) AS s ("runId" uuid, attempt int, epoch bigint, region text,
                                                                service text, status text, reason jsonb, gaps jsonb,
                                                                denied jsonb, assets int, created int, changed int, gone int,
                                                                "observedAt" timestamptz)
                 CROSS JOIN LATERAL (
                       SELECT id, tenant, connector_id, attempt, credential_version
                         FROM run
                        WHERE id = s."runId" AND attempt = s.attempt AND epoch = s.epoch AND state = 'RUNNING'
                        LIMIT 1
                          FOR SHARE) AS r
            ), recorded AS (
                INSERT INTO slice_result AS before (run_id, tenant, connector_id, region, service, attempt, status, reason, gaps,
                                                    assets, created, changed, gone, observed_at)
                SELECT id, tenant, connector_id, region, service, attempt, status, reason, gaps,
                       assets, created, changed, gone, observed_at
                  FROM arrived
                ON CONFLICT (run_id, region, service) DO UPDATE
                   SET attempt = excluded.attempt, status = excluded.status, reason = excluded.reason, gaps = excluded.gaps,
                       assets = excluded.assets,
                       created = CASE excluded.status WHEN 'SEEN' THEN excluded.created ELSE before.created END,
                       changed = CASE excluded.status WHEN 'SEEN' THEN excluded.changed ELSE before.changed END,
                       gone = CASE excluded.status WHEN 'SEEN' THEN excluded.gone ELSE before.gone END,
                       observed_at = excluded.observed_at
                RETURNING run_id, region, service
            ), denied AS (
                INSERT INTO permission_gap AS before (connector_id, region, service, permission, tenant, types, listed, reason,
                                                      denials, since, denied_at, credential_version, settings_digest, run_id)
                SELECT DISTINCT ON (a.connector_id, a.region, a.service, d.permission)
                       a.connector_id, a.region, a.service, d.permission, a.tenant, d.types, d.listed, d.reason,
                       1, (d.reason ->> 'at')::timestamptz, (d.reason ->> 'at')::timestamptz, a.credential_version,
                       settings_digest(k.settings), a.id
                  FROM arrived a
                 CROSS JOIN LATERAL jsonb_to_recordset(a.denied) AS d (permission text, types jsonb, listed boolean, reason jsonb)
                 CROSS JOIN LATERAL (SELECT c.settings FROM connector c WHERE c.id = a.connector_id LIMIT 1) AS k
                 ORDER BY a.connector_id, a.region, a.service, d.permission, a.id DESC
                ON CONFLICT (connector_id, region, service, permission) DO UPDATE
                   SET types = excluded.types, listed = excluded.listed, reason = excluded.reason,
                       denials = CASE WHEN (before.credential_version, before.settings_digest)
                                               <> (excluded.credential_version, excluded.settings_digest) THEN 1
                                      WHEN before.run_id = excluded.run_id THEN before.denials
                                      ELSE before.denials + 1 END,
                       denied_at = excluded.denied_at, credential_version = excluded.credential_version,
                       settings_digest = excluded.settings_digest, run_id = excluded.run_id
                 WHERE before.denied_at <> excluded.denied_at
            ), cleared AS (
                DELETE FROM permission_gap g
                 USING arrived a
                 WHERE g.connector_id = a.connector_id AND g.region = a.region AND g.service = a.service
                   AND (a.status = 'SEEN' OR a.reason ->> 'code' = 'REGION_DISABLED')
                   AND NOT a.denied @> jsonb_build_array(jsonb_build_object('permission', g.permission))
            )
            SELECT run_id, region, service FROM recorded
            """);

    SliceResultRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    @Override
    public Set<SliceEnd.Key> record(List<SliceEnd> slices) {
        if (slices.isEmpty()) {
            return Set.of();
        }
        return all(RECORD, values(slices), SliceResultRepository::key).stream().collect(Collectors.toUnmodifiableSet());
    }

    Values values(List<SliceEnd> slices) {
        Map<OfAttempt, SliceEnd> last = new LinkedHashMap<>();
        slices.forEach(slice -> last.put(new OfAttempt(slice.key(), slice.attempt(), slice.epoch()), slice));
        return Values.of("slices", json(List.copyOf(last.values())));
    }

    private static SliceEnd.Key key(Row row) throws SQLException {
        return new SliceEnd.Key(row.id("run_id"), row.text("region"), row.text("service"));
    }

    /** At most one attempt and epoch of a run gets past the fence, so no row is written twice. */
    private record OfAttempt(SliceEnd.Key slice, int attempt, long epoch) {}
}
