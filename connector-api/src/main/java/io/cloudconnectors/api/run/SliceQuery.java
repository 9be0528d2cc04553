package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a run's slices.
 *
 * @param status null for both
 */
record SliceQuery(RunView.@Nullable SliceStatus status, PageRequest page) {
    static final Set<String> PARAMETERS = Set.of("status");

    /** How many slices come with their run. */
    static final int MOST_WITH_THE_RUN = 1000;

    /** @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER */
    static SliceQuery of(QueryParameters parameters, Tenant tenant, UUID runId) {
        return new SliceQuery(
                parameters.constant("status", RunView.SliceStatus.class),
                parameters.page(Cursors.of(tenant, parameters.binding(list(runId)), 2)));
    }

    /** Those that come with the run; the cursor behind them is one of the unfiltered list. */
    static SliceQuery first(Tenant tenant, UUID runId) {
        Cursors cursors = Cursors.of(tenant, List.of(list(runId)), 2);
        return new SliceQuery(null, new PageRequest(MOST_WITH_THE_RUN, List.of(), cursors));
    }

    /** Adds what is wanted of a slice. */
    Conditions narrow(Conditions ofRun) {
        if (status != null) {
            ofRun.and("status = ?", status.name());
        }
        if (!page.isFirst()) {
            ofRun.and(
                    "(region, service) > (?, ?)",
                    page.after().getFirst(),
                    page.after().getLast());
        }
        return ofRun;
    }

    private static String list(UUID runId) {
        return "slices of " + runId;
    }
}
