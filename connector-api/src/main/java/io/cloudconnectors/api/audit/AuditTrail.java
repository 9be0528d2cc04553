package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail of every tenant. */
@ApplicationScoped
class AuditTrail implements Audit {

    @Override
    public void record(
            Tenant tenant, AuditAction action, UUID connectorId, @Nullable Object before, @Nullable Object after) {}
}
