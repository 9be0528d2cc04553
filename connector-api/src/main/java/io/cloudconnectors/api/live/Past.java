package io.cloudconnectors.api.live;

import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that one client may have missed.
 *
 * @param connectorId null for all connectors of the tenant
 */
record Past(
        TenantTransactions transactions,
        EventReadRepository events,
        Tenant tenant,
        @Nullable UUID connectorId) {

    /** What lies between two positions, a page at most. Looked at in this order: a deletion in between is noticed. */
    Missed between(Position after, Position until) {
        return transactions.call(tenant, () -> {
            List<LiveEvent> missed = events.between(tenant, connectorId, after, until);
            return new Missed(missed, events.knows(after));
        });
    }

    /** Whether an event is the last that there will be: a connector that is deleted has nothing more to tell. */
    boolean endsWith(LiveEvent event) {
        return connectorId != null && event.isTheLast();
    }

    /** @param complete whether nothing that followed the position is deleted */
    record Missed(List<LiveEvent> events, boolean complete) {}
}
