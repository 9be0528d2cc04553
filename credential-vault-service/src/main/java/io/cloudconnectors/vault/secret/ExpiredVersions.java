package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.time.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shreds the versions whose time is over, in every instance: doing it twice does no harm. Nobody has to ask for it, so a
 * trial of a secret leaves nothing behind, whatever becomes of whoever sealed it; and a deleted version goes when its retention
 * is over.
 */
@ApplicationScoped
public class ExpiredVersions {
    private final CredentialRepository repository;
    private final Credentials credentials;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Periodic purge;

    ExpiredVersions(
            CredentialRepository repository,
            Credentials credentials,
            AuditLog audit,
            InstantSource clock,
            @ConfigProperty(name = "vault.purge-every", defaultValue = "30S") Duration every) {
        this.repository = repository;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
        this.purge = new Periodic("expired-versions", every, this::purge);
    }

    void onStart(@Observes StartupEvent start) {
        purge.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        purge.close();
    }

    /** Shreds all that is due; each is in the audit log before it goes. */
    public void purge() {
        Optional<CredentialVersion> expired = repository.oldestExpired(clock.instant());
        while (expired.isPresent()) {
            CredentialVersion version = expired.get();
            audit.append(AuditEntry.ofTheVault(
                    version.deletedAt() == null ? AuditEntry.Action.EXPIRE : AuditEntry.Action.PURGE,
                    version.tenant(),
                    version.connector(),
                    version.credential(),
                    version.version()));
            credentials.shredVersion(version.key());
            expired = repository.oldestExpired(clock.instant());
        }
    }
}
