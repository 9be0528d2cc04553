package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.vault.problem.StorageException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells Kafka where this process's chains end, some seconds after they got there. Nothing waits for it: while Kafka is away
 * secrets are handed out all the same, and what they left in the log is anchored later.
 */
@ApplicationScoped
class Anchoring {
    private static final Logger LOG = Logger.getLogger(Anchoring.class);

    private final AnchoringConfig config;
    private final Unanchored unanchored;
    private final AnchorTopic topic;
    private final ChainLook chains;
    private final InstantSource clock;
    private final Thread loop =
            Thread.ofPlatform().name("audit-anchors").daemon().unstarted(this::run);

    // The loop's own.
    private Instant nextLook = Instant.MIN;
    private boolean away;

    Anchoring(
            AnchoringConfig config,
            Unanchored unanchored,
            AnchorTopic topic,
            ChainLook chains,
            InstantSource clock,
            MeterRegistry metrics) {
        this.config = config;
        this.unanchored = unanchored;
        this.topic = topic;
        this.chains = chains;
        this.clock = clock;
        Gauge.builder("vault.audit.unanchored", unanchored, it -> it.age().toMillis() / 1000.0)
                .baseUnit("seconds")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent start) {
        if (config.enabled()) {
            loop.start();
        }
    }

    /** After the log has written its last: what is not anchored now is, by another instance's next look. */
    void onStop(@Observes @Priority(AuditLog.STOPS + 1) ShutdownEvent stop) throws InterruptedException {
        if (config.enabled()) {
            loop.interrupt();
            loop.join(config.deliveryTimeout());
            try {
                anchor();
            } catch (AnchorsAwayException e) {
                LOG.warn("The last records of the audit log are not anchored; another instance will", e);
            }
        }
    }

    /** Anchors what waits. */
    void anchor() throws InterruptedException {
        List<VaultAuditAnchor> heads = unanchored.take();
        if (!heads.isEmpty()) {
            topic.add(heads);
            unanchored.anchored(heads);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                unanchored.awaitDue();
                if (!tryToAnchor()) {
                    Thread.sleep(config.every()); // what is due stays due
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToAnchor() throws InterruptedException {
        try {
            anchor();
            if (!clock.instant().isBefore(nextLook)) {
                chains.look();
                nextLook = clock.instant().plus(config.look());
            }
            if (away) {
                away = false;
                LOG.info("The audit log is anchored again");
            }
            return true;
        } catch (AnchorsAwayException | StorageException e) {
            if (!away && !Thread.currentThread().isInterrupted()) {
                away = true;
                LOG.errorf(
                        e,
                        "The audit log is not anchored outside of its database, and will be; until then nobody would notice when its"
                                + " end is cut off. every=%s",
                        config.every());
            }
            return false;
        } catch (RuntimeException e) {
            LOG.error("A round of anchoring failed; the next one tries again", e);
            return false;
        }
    }
}
