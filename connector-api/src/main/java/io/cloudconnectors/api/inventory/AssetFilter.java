package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.query.Conditions;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which assets of a connector are wanted; of an empty set, any.
 *
 * @param status null for both
 * @param prefix what the name or the provider's id begins with
 */
record AssetFilter(
        Set<String> types,
        Set<String> regions,
        @Nullable Status status,
        @Nullable String prefix) {

    /** The query parameters that it is read from. */
    static final Set<String> PARAMETERS = Set.of("type", "region", "status", "q");

    /** Whether it is still there. */
    enum Status {
        PRESENT,
        GONE
    }

    /** @throws io.cloudconnectors.api.problem.ProblemException INVALID_PARAMETER */
    static AssetFilter of(QueryParameters parameters) {
        return new AssetFilter(
                parameters.texts("type"),
                parameters.texts("region"),
                parameters.lowerCaseConstant("status", Status.class),
                parameters.text("q"));
    }

    /** The conditions on an asset {@code a}. */
    Conditions conditions(Tenant tenant, UUID connectorId) {
        Conditions conditions = new Conditions()
                .and("a.tenant = ?", tenant.name())
                .and("a.connector_id = ?", connectorId)
                .in("a.type", types)
                .in("a.region", regions);
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
        return conditions;
    }
}
