package io.cloudconnectors.api.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.inventory.SliceMerge.Merged;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import javax.sql.DataSource;

/** Records what each slice of a run came to, while the attempt that says so holds the run. */
@Singleton
class SliceResultRepository extends EngineRepository {
    private static final NamedSql SEEN = NamedSql.of("""
            INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, gaps,
                                      assets, created, changed, gone, observed_at)
            SELECT r.id, r.tenant, r.connector_id, :region, :service, r.attempt, 'SEEN', :gaps::jsonb,
                   :assets, :created, :changed, :gone, :observed
              FROM run r
             WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
            ON CONFLICT (run_id, region, service) DO UPDATE
               SET attempt = excluded.attempt, status = 'SEEN', reason = NULL, gaps = excluded.gaps, assets = excluded.assets,
                   created = excluded.created, changed = excluded.changed, gone = excluded.gone,
                   observed_at = excluded.observed_at
            """);

    /** What an earlier attempt did to the slice it did: the counts stay. */
    private static final NamedSql BLIND = NamedSql.of("""
            INSERT INTO slice_result (run_id, tenant, connector_id, region, service, attempt, status, reason, observed_at)
            SELECT r.id, r.tenant, r.connector_id, :region, :service, r.attempt, 'BLIND', :reason::jsonb, :observed
              FROM run r
             WHERE r.id = :run AND r.attempt = :attempt AND r.epoch = :epoch AND r.state = 'RUNNING'
            ON CONFLICT (run_id, region, service) DO UPDATE
               SET attempt = excluded.attempt, status = 'BLIND', reason = excluded.reason, gaps = '[]', assets = 0,
                   observed_at = excluded.observed_at
            """);

    SliceResultRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Records a slice that was merged; false when the attempt does not hold the run. */
    boolean seen(SliceSeen seen, Merged merged) {
        Values values = values(seen.origin(), seen.slice(), seen.observedAt())
                .and("gaps", json(seen.gaps()))
                .and("assets", merged.assets())
                .and("created", merged.created())
                .and("changed", merged.changed())
                .and("gone", merged.gone());
        return update(SEEN, values) == 1;
    }

    /** Records a slice that could not be looked at, or did not arrive; false when the attempt does not hold the run. */
    boolean blind(Origin origin, SliceKey slice, Reason reason, Instant observed) {
        return update(BLIND, values(origin, slice, observed).and("reason", json(reason))) == 1;
    }

    private static Values values(Origin origin, SliceKey slice, Instant observed) {
        return Values.of("run", origin.runId())
                .and("attempt", origin.attempt())
                .and("epoch", origin.epoch())
                .and("region", slice.region())
                .and("service", slice.service())
                .and("observed", observed);
    }
}
