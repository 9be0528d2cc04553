package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which assets of a connector are wanted, from where on.
 *
 * @param prefix what the name or the provider's id begins with
 */
record AssetFilter(
        @Nullable String type,
        @Nullable String region,
        @Nullable Status status,
        @Nullable String prefix,
        PageRequest page) {

    private static final Set<String> PARAMETERS = Set.of("type", "region", "status", "q");

    /** Whether it is still there. */
    enum Status {
        PRESENT,
        GONE
    }

    /**
     * Reads the query parameters of a request.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER
     */
    static AssetFilter of(UriInfo uri, Tenant tenant, UUID connectorId) {
        QueryParameters parameters = QueryParameters.of(uri, PARAMETERS);
        Cursors cursors = Cursors.of(tenant, parameters.binding("assets of " + connectorId), 1);
        return new AssetFilter(
                parameters.text("type"),
                parameters.text("region"),
                parameters.lowerCaseConstant("status", Status.class),
                parameters.text("q"),
                parameters.page(cursors));
    }

    Conditions conditions(Tenant tenant, UUID connectorId) {
        Conditions conditions =
                new Conditions().and("a.tenant = ?", tenant.name()).and("a.connector_id = ?", connectorId);
        if (type != null) {
            conditions.and("a.type = ?", type);
        }
        if (region != null) {
            conditions.and("a.region = ?", region);
        }
        if (status != null) {
            conditions.and(
                    switch (status) {
                        case PRESENT -> "a.gone_at IS NULL";
                        case GONE -> "a.gone_at IS NOT NULL";
                    });
        }
        if (prefix != null) {
            conditions.and(
                    "starts_with(lower(a.name), lower(?)) OR starts_with(lower(a.native_id), lower(?))",
                    prefix,
                    prefix);
        }
        if (!page.isFirst()) {
            conditions.and("a.id > ?", page.afterId(0));
        }
        return conditions;
    }
}
