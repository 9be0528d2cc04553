package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.tenant.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was done. Called inside the tenant's transaction that does it, so that neither is there without the
 * other; who does it is known from the request.
 */
public interface Audit {

    /**
     * Writes one entry.
     *
     * @param before what was there, as it is written to JSON; it contains no secret; null where nothing was
     * @param after what is there now, likewise
     */
    void record(Tenant tenant, AuditAction action, UUID connectorId, @Nullable Object before, @Nullable Object after);
}
