package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What this process has written to the log and not anchored yet: the head of each such chain, and since when it waits. */
@ApplicationScoped
class Unanchored {
    private final AnchoringConfig config;
    private final InstantSource clock;
    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
    private final Semaphore due = new Semaphore(0);
    private long anchoredSeq = -1;
    private @Nullable UUID lastChain;

    Unanchored(AnchoringConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param head the last record
     * @param since the time of the first record that waits
     * @param sinceTaken the time of the first one after those that are being anchored right now
     */
    private record Waiting(
            AuditRecord head, Instant since, @Nullable Instant sinceTaken) {}

    /** Records are durable, up to this one of its chain. A chain that is new is due at once, so that it cannot vanish whole. */
    synchronized void written(Instant first, AuditRecord head) {
        Waiting before = waiting.get(head.chain());
        if (before == null) {
            waiting.put(head.chain(), new Waiting(head, first, first));
        } else {
            Instant sinceTaken = before.sinceTaken();
            waiting.put(head.chain(), new Waiting(head, before.since(), sinceTaken == null ? first : sinceTaken));
        }
        if (!head.chain().equals(lastChain)) {
            lastChain = head.chain();
            anchoredSeq = -1;
            due.release();
        } else if (head.seq() - anchoredSeq >= config.records()) {
            due.release();
        }
    }

    /** The heads to be anchored now. */
    synchronized List<VaultAuditAnchor> take() {
        due.drainPermits();
        List<VaultAuditAnchor> heads = new ArrayList<>();
        waiting.replaceAll((chain, it) -> {
            heads.add(anchor(it.head()));
            return new Waiting(it.head(), it.since(), null);
        });
        return heads;
    }

    /** These are anchored; what was written meanwhile waits on. */
    synchronized void anchored(Collection<VaultAuditAnchor> heads) {
        for (VaultAuditAnchor head : heads) {
            if (head.chain().equals(lastChain)) {
                anchoredSeq = head.seq();
            }
            waiting.computeIfPresent(head.chain(), (chain, it) -> {
                Instant next = it.sinceTaken();
                return next == null ? null : new Waiting(it.head(), next, next);
            });
        }
    }

    /** Returns when there is much to anchor, at the latest after the interval. */
    void awaitDue() throws InterruptedException {
        var _ = due.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long the oldest record has waited; zero when none does. */
    synchronized Duration age() {
        Instant now = clock.instant();
        return waiting.values().stream()
                .map(it -> Duration.between(it.since(), now))
                .max(Duration::compareTo)
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private VaultAuditAnchor anchor(AuditRecord head) {
        return new VaultAuditAnchor(head.chain(), head.seq(), HexFormat.of().formatHex(head.hash()), clock.instant());
    }
}
