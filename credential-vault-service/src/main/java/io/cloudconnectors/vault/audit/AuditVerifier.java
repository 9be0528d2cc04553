package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.contracts.chain.ChainWalk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Walks every chain of the audit log and compares it with its anchor. */
final class AuditVerifier {
    private final ChainRepository chains;

    AuditVerifier(ChainRepository chains) {
        this.chains = chains;
    }

    /**
     * What was found of a chain.
     *
     * @param anchor absent when there is none
     */
    record Chain(UUID id, ChainWalk.Found found, @Nullable VaultAuditAnchor anchor) {
        boolean isWhole() {
            return found.broken() == null;
        }

        /** Records that could be deleted, or made anew, without being missed. */
        long unanchored() {
            return Math.max(0, anchor == null ? found.entries() : found.entries() - anchor.seq() - 1);
        }
    }

    /**
     * Looks at all chains that there are and at all that there were.
     *
     * @param anchors read before: a record is durable before it is anchored, so that a chain which grows meanwhile is no shorter
     *     than its anchor
     */
    List<Chain> verify(Map<UUID, VaultAuditAnchor> anchors) {
        TreeSet<UUID> ids = new TreeSet<>(Comparator.comparing(UUID::toString));
        ids.addAll(anchors.keySet());
        chains.heads().forEach(head -> ids.add(head.chain()));
        List<Chain> found = new ArrayList<>();
        for (UUID id : ids) {
            found.add(walk(id, anchors.get(id)));
        }
        return found;
    }

    private Chain walk(UUID id, @Nullable VaultAuditAnchor anchor) {
        ChainWalk walk = new ChainWalk(0, anchor == null ? null : new ChainWalk.Anchor(anchor.seq(), anchor.hash()));
        chains.walk(id, record -> walk.next(record.link()));
        return new Chain(id, walk.end(), anchor);
    }
}
