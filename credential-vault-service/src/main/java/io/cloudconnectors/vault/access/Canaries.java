package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.caller.OncePerWindow;
import io.cloudconnectors.vault.problem.StorageException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that nobody has a reason to ask for: of a decoy connector whose runs are off. Whoever asks, with whatever token,
 * has seen what he should not have: that raises the alarm, and he gets what he would get if there was no such version.
 */
@Startup // its counter is there from zero
@ApplicationScoped
class Canaries {
    /** The outcome in the audit log. */
    static final String TOUCHED = "TOUCHED";

    private static final Logger LOG = Logger.getLogger(Canaries.class);
    /** How soon every instance knows of a new one. */
    private static final Duration REFRESH = Duration.ofSeconds(10);
    /** Each touch is counted; of those of one caller one a minute is recorded. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final CanaryRepository repository;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Counter touched;
    private final OncePerWindow<String> records = new OncePerWindow<>(WINDOW);
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Known known;

    Canaries(CanaryRepository repository, AuditLog audit, InstantSource clock, MeterRegistry metrics) {
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
        this.touched = metrics.counter("vault.canary.touched");
    }

    private record Known(Set<UUID> credentials, Instant asOf) {}

    void plant(UUID credential) {
        repository.add(credential);
        known = null;
    }

    void remove(UUID credential) {
        repository.remove(credential);
        known = null;
    }

    /** @throws StorageException while nobody could ever be asked */
    boolean contains(UUID credential) {
        Known now = known;
        if (now == null) {
            now = load();
        } else if (now.asOf().plus(REFRESH).isBefore(clock.instant()) && refreshing.tryLock()) {
            try {
                now = load();
            } catch (StorageException away) {
                LOG.debug("Canaries are as of before", away);
            } finally {
                refreshing.unlock();
            }
        }
        return now.credentials().contains(credential);
    }

    private Known load() {
        Known loaded = new Known(repository.all(), clock.instant());
        known = loaded;
        return loaded;
    }

    /** Counts and logs first: that the audit log is away silences no alarm. */
    void touched(AuditEntry by) {
        touched.increment();
        if (records.isFirst(by.actor() + by.credential())) {
            LOG.errorf(
                    "A canary credential was asked for, which nobody has a reason to do; it was not handed out. Follow"
                            + " docs/runbooks/vault-canary-touched.md. credential=%s client=%s",
                    by.credential(), by.actor());
            audit.append(by);
        }
    }
}
