package io.cloudconnectors.contracts.chain;

import org.jspecify.annotations.Nullable;

/**
 * Walks one hash chain from its first entry and finds where it is broken. Whoever may write to the table can make a chain that
 * fits together; what was anchored elsewhere before tells it from the one that was. What an entry is, and what of it is hashed,
 * is its owner's matter.
 */
public final class ChainWalk {
    /** The hash before the first entry of every chain. */
    public static final String BEFORE_THE_FIRST = "0".repeat(64);

    private final @Nullable Anchor anchor;
    private long entries;
    private long verified;
    private long lastSeq;
    private String lastHash = BEFORE_THE_FIRST;
    private @Nullable Broken broken;

    /**
     * Begins before the first entry.
     *
     * @param first the number of the first entry
     * @param anchor what the chain once was, as far as it is known
     */
    public ChainWalk(long first, @Nullable Anchor anchor) {
        this.lastSeq = first - 1;
        this.anchor = anchor;
    }

    /** An entry of the chain that was told to somebody else. */
    public record Anchor(long seq, String hash) {}

    /**
     * What of an entry makes the chain; hashes in hex.
     *
     * @param hash as it is stored
     * @param expectedHash what it must be by what the entry says
     */
    public record Link(long seq, String previousHash, String hash, String expectedHash) {}

    /** The first entry that is not as it was written. */
    public record Broken(long seq, AuditFault fault) {}

    /**
     * What was found.
     *
     * @param entries how many there are
     * @param verified how many, from the first on, are what was once written
     */
    public record Found(
            long entries, long verified, @Nullable Broken broken) {}

    /** Goes on to the next entry, by the number that it has. */
    public void next(Link link) {
        entries++;
        if (broken != null) {
            return;
        }
        AuditFault fault = fault(link);
        if (fault != null) {
            broken = new Broken(fault == AuditFault.MISSING ? lastSeq + 1 : link.seq(), fault);
            return;
        }
        verified++;
        lastSeq = link.seq();
        lastHash = link.hash();
    }

    private @Nullable AuditFault fault(Link link) {
        if (link.seq() != lastSeq + 1) {
            return AuditFault.MISSING;
        }
        if (!link.previousHash().equals(lastHash)) {
            return AuditFault.UNLINKED;
        }
        if (!link.hash().equals(link.expectedHash())) {
            return AuditFault.CHANGED;
        }
        if (anchor != null && anchor.seq() == link.seq() && !anchor.hash().equals(link.hash())) {
            return AuditFault.REWRITTEN;
        }
        return null;
    }

    /** After the last entry. */
    public Found end() {
        if (broken == null && anchor != null && anchor.seq() > lastSeq) {
            broken = new Broken(lastSeq + 1, AuditFault.TRUNCATED);
        }
        return new Found(entries, verified, broken);
    }
}
