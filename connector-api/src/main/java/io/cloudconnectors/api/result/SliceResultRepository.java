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
     */
    static final NamedSql RECORD = NamedSql.of("""
            INSERT INTO slice_result AS before (run_id, tenant, connector_id, region, service, attempt, status, reason, gaps,
                                                assets, created, changed, gone, observed_at)
            SELECT r.id, r.tenant, r.connector_id, s.region, s.service, r.attempt, s.status, s.reason, s.gaps,
                   s.assets, s.created, s.changed, s.gone, s."observedAt"
              FROM jsonb_to_recordset(:slices::jsonb) AS s ("runId" uuid, attempt int, epoch bigint, region text, service text,
                                                            status text, reason jsonb, gaps jsonb, assets int, created int,
                                                            changed int, gone int, "observedAt" timestamptz)
             CROSS JOIN LATERAL (
                   SELECT id, tenant, connector_id, attempt
                     FROM run
                    WHERE id = s."runId" AND attempt = s.attempt AND epoch = s.epoch AND state = 'RUNNING'
                    LIMIT 1
                      FOR SHARE) AS r
            ON CONFLICT (run_id, region, service) DO UPDATE
               SET attempt = excluded.attempt, status = excluded.status, reason = excluded.reason, gaps = excluded.gaps,
                   assets = excluded.assets,
                   created = CASE excluded.status WHEN 'SEEN' THEN excluded.created ELSE before.created END,
                   changed = CASE excluded.status WHEN 'SEEN' THEN excluded.changed ELSE before.changed END,
                   gone = CASE excluded.status WHEN 'SEEN' THEN excluded.gone ELSE before.gone END,
                   observed_at = excluded.observed_at
            RETURNING run_id, region, service
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
