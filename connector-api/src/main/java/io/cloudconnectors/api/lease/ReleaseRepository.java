package io.cloudconnectors.api.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.query.Values;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/** Finds room for the runs that caps hold back. */
@Singleton
class ReleaseRepository extends CapRepository {
    private final LeaseConfig config;
    private final DispatchConfig dispatch;

    ReleaseRepository(
            @io.quarkus.agroal.DataSource("engine") DataSource dataSource,
            ObjectMapper json,
            LeaseConfig config,
            DispatchConfig dispatch) {
        super(dataSource, json, config);
        this.config = config;
        this.dispatch = dispatch;
    }

    /** Releases what there is room for, at most one batch, and answers the messages to send. */
    List<OutboxRow> release() {
        return all(RELEASE, values(), OutboxRow::of);
    }

    Values values() {
        return capped(Requests.values(dispatch).and("batch", config.sweepBatch()));
    }
}
