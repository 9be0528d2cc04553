package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.time.Periodic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works on rotations, in every instance: each is worked on by one at a time, and taken up by another when that one is gone.
 * Whatever is interrupted is begun anew by whoever comes next, and is then as if nothing had been.
 */
@ApplicationScoped
public class RotationWorker {
    private static final Logger LOG = Logger.getLogger(RotationWorker.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(10);

    private final RotationRepository rotations;
    private final Rewrapping keys;
    private final TenantKeyRepository tenantKeys;
    private final DataKeyRepository dataKeys;
    private final SealedVersions versions;
    private final RotationSettings settings;
    private final MeterRegistry metrics;
    private final UUID instance = UUID.randomUUID();
    private final Periodic looks;

    RotationWorker(
            RotationRepository rotations,
            Rewrapping keys,
            TenantKeyRepository tenantKeys,
            DataKeyRepository dataKeys,
            SealedVersions versions,
            RotationSettings settings,
            MeterRegistry metrics) {
        this.rotations = rotations;
        this.keys = keys;
        this.tenantKeys = tenantKeys;
        this.dataKeys = dataKeys;
        this.versions = versions;
        this.settings = settings;
        this.metrics = metrics;
        this.looks = new Periodic("rotation", settings.every(), this::work);
        for (Rotation.Level level : Rotation.Level.values()) {
            var _ = moved(level);
        }
    }

    private Counter moved(Rotation.Level level) {
        return metrics.counter("vault.rotation.records", "level", level.name());
    }

    void onStart(@Observes StartupEvent start) {
        looks.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        looks.close();
    }

    /** Does not wait for the next look. */
    void wake() {
        looks.soon();
    }

    /** Works until every rotation is done, or waits for something, or somebody else works on it. */
    void work() {
        for (Optional<Rotation> next = claim(); next.isPresent(); next = claim()) {
            work(new Claim(next.get(), instance, settings.lease()));
        }
    }

    private Optional<Rotation> claim() {
        return rotations.claim(instance, settings.lease());
    }

    private void work(Claim claim) {
        Rotation rotation = claim.rotation();
        try {
            Pass.Level level = level(claim);
            if (!rotation.isStarted()) {
                Pass.Plan plan = level.prepare();
                rotations.start(claim, plan.total(), plan.sources());
            }
            pass(claim, level);
        } catch (LeaseLostException elsewhere) {
            LOG.infof("Another instance has taken rotation %s up", rotation.id());
        } catch (UnsealException broken) {
            // Not one of the many records, which are counted: a key that all of them need.
            fail(claim, 1);
        } catch (KekException | StorageException | WrongInstanceException away) {
            LOG.warnf(away, "Rotation %s waits: it is tried again, and all that was moved stays moved", rotation.id());
            rotations.release(claim, PAUSE_AFTER_TROUBLE, away.getMessage());
        }
    }

    private void pass(Claim claim, Pass.Level level) {
        Rotation rotation = claim.rotation();
        while (true) {
            long start = System.nanoTime();
            switch (level.next()) {
                case Pass.More(int moved) -> {
                    moved(rotation.level()).increment(moved);
                    pace(moved, start);
                }
                case Pass.Exhausted _ -> {
                    end(claim, level);
                    return;
                }
            }
        }
    }

    /** Nothing is left to move; the old keys go when nobody can need them any more. */
    private void end(Claim claim, Pass.Level level) {
        boolean settled = rotations.settled(claim.rotation().id(), settings.grace());
        if (settled && level.broken() == 0 && level.retire()) {
            finish(claim);
        } else if (settled && level.broken() > 0) {
            fail(claim, level.broken());
        } else {
            rotations.release(claim, settings.grace(), null);
        }
    }

    /** No more records a second than are allowed. */
    private void pace(int moved, long start) {
        long due = moved * TimeUnit.SECONDS.toNanos(1) / settings.perSecond();
        long rest = due - (System.nanoTime() - start);
        if (rest > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(rest);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new LeaseLostException();
            }
        }
    }

    private void finish(Claim claim) {
        // The lists of retired keys, in both databases, before it counts as done: either may be missing after a crash.
        Rotation rotation = claim.rotation();
        keys.retire(rotation.tenant(), rotations.sources(rotation.id()));
        rotations.finish(claim, Rotation.State.DONE, 0, null);
        LOG.infof("Rotation %s is done: everything is sealed by %s", rotation.id(), rotation.target());
    }

    private void fail(Claim claim, long broken) {
        rotations.finish(
                claim,
                Rotation.State.FAILED,
                broken,
                broken
                        + " records do not open: they were changed or put back. Their key stays until they are restored or"
                        + " deleted and the rotation is asked for again");
        LOG.errorf(
                "Rotation %s failed: %d records do not open. Their key stays",
                claim.rotation().id(), broken);
    }

    private Pass.Level level(Claim claim) {
        return switch (claim.rotation().level()) {
            case KEK -> new KekLevel(claim, keys, tenantKeys, rotations);
            case TENANT_KEY -> new TenantKeyLevel(claim, keys, dataKeys, settings.batch());
            case DATA_KEY -> new DataKeyLevel(claim, keys, dataKeys, versions, rotations, settings);
        };
    }
}
