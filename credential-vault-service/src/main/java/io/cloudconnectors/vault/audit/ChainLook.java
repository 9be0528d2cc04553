package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Looks at the chains of all instances now and then. One that is not what was anchored is told to the operator, and its anchor
 * stays: it is the evidence. One whose process ended before it anchored the last records is anchored in its stead.
 */
@Singleton
class ChainLook {
    private static final Logger LOG = Logger.getLogger(ChainLook.class);
    /** Whoever writes a chain has anchored it by then, or is gone, or Kafka is away from it. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final ChainRepository chains;
    private final AnchorTopic topic;
    private final InstantSource clock;
    private final AtomicInteger broken;

    ChainLook(ChainRepository chains, AnchorTopic topic, InstantSource clock, MeterRegistry metrics) {
        this.chains = chains;
        this.topic = topic;
        this.clock = clock;
        this.broken = metrics.gauge("audit.chains.broken", new AtomicInteger());
    }

    void look() throws InterruptedException {
        Map<UUID, VaultAuditAnchor> known = topic.all();
        Map<UUID, VaultAuditAnchor> sound = new HashMap<>(known);
        Map<UUID, String> stored = chains.hashesAt(known.values());
        sound.values().removeIf(anchor -> !anchor.hash().equals(stored.get(anchor.chain())));
        known.values().stream()
                .filter(anchor -> !sound.containsKey(anchor.chain()))
                .forEach(ChainLook::report);
        broken.set(known.size() - sound.size());

        Instant quietSince = clock.instant().minus(QUIET);
        List<VaultAuditAnchor> left = chains.heads().stream()
                .filter(head -> head.at().isBefore(quietSince))
                .filter(head -> isFurther(head, known, sound))
                .toList();
        topic.add(left);
    }

    private static boolean isFurther(
            VaultAuditAnchor head, Map<UUID, VaultAuditAnchor> known, Map<UUID, VaultAuditAnchor> sound) {
        VaultAuditAnchor anchor = sound.get(head.chain());
        return anchor == null ? !known.containsKey(head.chain()) : anchor.seq() < head.seq();
    }

    private static void report(VaultAuditAnchor anchor) {
        LOG.errorf(
                "A chain of the audit log is not what was anchored: records were changed or deleted past the vault. Its anchor stays;"
                        + " run ./dev vault verify-audit. chain=%s seq=%d anchoredAt=%s",
                anchor.chain(), anchor.seq(), anchor.at());
    }
}
