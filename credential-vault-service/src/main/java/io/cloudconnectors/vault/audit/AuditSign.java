package io.cloudconnectors.vault.audit;

import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateSign;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Whether the audit log takes records. Without one nothing leaves the vault, and nothing is sealed. When none was written since the
 * last look, one is tried out and taken back.
 */
@ApplicationScoped
class AuditSign implements StateSign {
    private static final AuditEntry TRIAL = new AuditEntry(
            "credential-vault-service", AuditEntry.Action.INSPECT, "TRIAL", null, null, null, null, null, null);

    private final AuditLog log;
    private final AuditRepository repository;
    private final InstantSource clock;
    private long lastSeen;

    AuditSign(AuditLog log, AuditRepository repository, InstantSource clock) {
        this.log = log;
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public synchronized Seen look() {
        long written = log.commits();
        if (written != lastSeen) {
            lastSeen = written;
            return Seen.ready();
        }
        try {
            repository.tryOut(new AuditRecord(
                    UUID.randomUUID(), 0, clock.instant().truncatedTo(ChronoUnit.MICROS), TRIAL, new byte[32]));
            return Seen.ready();
        } catch (StorageException refused) {
            return Seen.sealed(
                    "The audit log takes no record, and nothing leaves the vault without one. Look at the database, its disk"
                            + " and the rights of vault_app. " + refused.getMessage());
        }
    }
}
