package io.cloudconnectors.vault.audit;

import io.cloudconnectors.contracts.chain.ChainWalk;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as the database holds it, whether or not it is what was once written; so the action is a text, and may be none that
 * this release knows.
 */
record StoredRecord(
        UUID chain,
        long seq,
        Instant at,
        String actor,
        String action,
        String outcome,
        @Nullable String tenant,
        @Nullable UUID connector,
        @Nullable UUID credential,
        @Nullable Integer version,
        @Nullable UUID run,
        @Nullable Integer attempt,
        byte[] previousHash,
        byte[] hash) {

    /** What of it makes the chain. */
    ChainWalk.Link link() {
        byte[] expected = RecordHash.of(
                previousHash,
                chain,
                seq,
                at,
                actor,
                action,
                outcome,
                tenant,
                connector,
                credential,
                version,
                run,
                attempt);
        HexFormat hex = HexFormat.of();
        return new ChainWalk.Link(seq, hex.formatHex(previousHash), hex.formatHex(hash), hex.formatHex(expected));
    }
}
