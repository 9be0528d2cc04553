package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.audit.Verification.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain of one tenant from its first entry and finds where it is broken. Whoever may write to the table can make a
 * chain that fits together; what was anchored elsewhere before tells it from the one that was.
 */
final class ChainWalk {
    private final @Nullable Anchor anchor;
    private long entries;
    private long verified;
    private long lastSeq;
    private String lastHash = AuditRow.BEFORE_THE_FIRST;
    private Verification.@Nullable Broken broken;

    /**
     * Begins before the first entry.
     *
     * @param anchor what the chain once was, as far as it is known
     */
    ChainWalk(@Nullable Anchor anchor) {
        this.anchor = anchor;
    }

    /** An entry of the chain that was told to somebody else. */
    record Anchor(long seq, String hash) {}

    /** Goes on to the next entry, by the number that it has. */
    void next(AuditRow row) {
        entries++;
        if (broken != null) {
            return;
        }
        Fault fault = fault(row);
        if (fault != null) {
            broken = new Verification.Broken(fault == Fault.MISSING ? lastSeq + 1 : row.seq(), fault);
            return;
        }
        verified++;
        lastSeq = row.seq();
        lastHash = row.hash();
    }

    private @Nullable Fault fault(AuditRow row) {
        if (row.seq() != lastSeq + 1) {
            return Fault.MISSING;
        }
        if (!row.previousHash().equals(lastHash)) {
            return Fault.UNLINKED;
        }
        if (!row.hash().equals(row.expectedHash())) {
            return Fault.CHANGED;
        }
        if (anchor != null && anchor.seq() == row.seq() && !anchor.hash().equals(row.hash())) {
            return Fault.REWRITTEN;
        }
        return null;
    }

    /** What was found, after the last entry. */
    Verification end(Verification.Anchors anchors) {
        if (broken == null && anchor != null && anchor.seq() > lastSeq) {
            broken = new Verification.Broken(lastSeq + 1, Fault.TRUNCATED);
        }
        return new Verification(entries, verified, broken, anchors, anchor == null ? null : anchor.seq());
    }
}
