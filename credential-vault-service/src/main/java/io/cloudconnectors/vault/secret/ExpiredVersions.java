package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Shreds the versions whose time is over, in every instance: doing it twice does no harm. Nobody has to ask for it, so a
 * trial of a secret leaves nothing behind, whatever becomes of whoever sealed it.
 */
@ApplicationScoped
public class ExpiredVersions {
    private static final Logger LOG = Logger.getLogger(ExpiredVersions.class);
    private static final String OWN_NAME = "credential-vault-service";

    private final CredentialRepository repository;
    private final Credentials credentials;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration every;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("expired-versions").factory());

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
        this.every = every;
    }

    void onStart(@Observes StartupEvent start) {
        var _ = timer.scheduleWithFixedDelay(this::tryPurge, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent stop) {
        timer.shutdownNow();
    }

    /** Shreds all that is due; each is in the audit log before it goes. */
    public void purge() {
        Optional<CredentialVersion> expired = repository.oldestExpired(clock.instant());
        while (expired.isPresent()) {
            CredentialVersion version = expired.get();
            audit.append(new AuditEntry(
                    OWN_NAME,
                    AuditEntry.Action.EXPIRE,
                    AuditEntry.ALLOWED,
                    version.tenant(),
                    version.connector(),
                    version.credential(),
                    version.version(),
                    null,
                    null));
            credentials.shredVersion(new Credentials.Key(version.tenant(), version.credential(), version.version()));
            expired = repository.oldestExpired(clock.instant());
        }
    }

    private void tryPurge() {
        try {
            purge();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Expired credential versions were not shredded and will be; nobody gets them meanwhile");
        }
    }
}
