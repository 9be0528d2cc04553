package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.RunTrigger;
import java.util.Set;
import java.util.UUID;

/** A page of a connector's history; of an empty set, any. */
record RunQuery(Set<RunState> states, Set<RunTrigger> triggers, PageRequest page) {
    static final Set<String> PARAMETERS = Set.of("state", "trigger");

    /** @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER */
    static RunQuery of(QueryParameters parameters, Tenant tenant, UUID connectorId) {
        return new RunQuery(
                parameters.constants("state", RunState.class),
                parameters.constants("trigger", RunTrigger.class),
                parameters.page(Cursors.of(tenant, parameters.binding("runs of " + connectorId), 1)));
    }

    /** Adds what is wanted of a run {@code r}. */
    Conditions narrow(Conditions ofConnector) {
        ofConnector
                .in("r.state", states.stream().map(Enum::name).toList())
                .in("r.trigger", triggers.stream().map(Enum::name).toList());
        return page.isFirst() ? ofConnector : ofConnector.and("r.id < ?", page.afterId(0));
    }
}
