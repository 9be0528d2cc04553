package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail of every tenant. */
@ApplicationScoped
class AuditTrail implements Audit {
    private final TenantTransactions transactions;
    private final EntityManager entities;
    private final AuditRepository entries;
    private final Witness witness;
    private final ObjectMapper json;

    AuditTrail(
            @DataSource("api") TenantTransactions transactions,
            EntityManager entities,
            AuditRepository entries,
            Witness witness,
            ObjectMapper json) {
        this.transactions = transactions;
        this.entities = entities;
        this.entries = entries;
        this.witness = witness;
        this.json = json;
    }

    @Override
    public void record(
            Tenant tenant, AuditAction action, UUID connectorId, @Nullable Object before, @Nullable Object after) {
        var change = new Change(tenant, action, connectorId, witness.now(), text(before), text(after));
        transactions.atTheEnd(() -> {
            entities.flush(); // what is flushed later would be locked after the chain, and the event would show it as
            // it was
            entries.record(change);
        });
    }

    private @Nullable String text(@Nullable Object facts) {
        try {
            return facts == null ? null : json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + facts.getClass(), e);
        }
    }

    /**
     * One thing that was done.
     *
     * @param before as JSON
     * @param after as JSON
     */
    record Change(
            Tenant tenant,
            AuditAction action,
            UUID connectorId,
            Provenance provenance,
            @Nullable String before,
            @Nullable String after) {}
}
