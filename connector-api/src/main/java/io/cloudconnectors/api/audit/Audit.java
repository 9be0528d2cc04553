package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.tenant.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was done and tells those who watch, with one line for a mutation. Called inside the tenant's
 * transaction that does it, so that neither is there without the other; who does it is known from the request. What is
 * written stands at the end of that transaction whenever this is called in it, so the lock on the tenant's chain is its
 * last, and any number of calls and of locked connectors cannot deadlock.
 */
public interface Audit {

    /**
     * Writes one entry, and the event if the action {@linkplain AuditAction#told() is told}.
     *
     * @param before what was there, as it is written to JSON; it contains no secret; null where nothing was
     * @param after what is there now, likewise
     */
    void record(Tenant tenant, AuditAction action, UUID connectorId, @Nullable Object before, @Nullable Object after);
}
