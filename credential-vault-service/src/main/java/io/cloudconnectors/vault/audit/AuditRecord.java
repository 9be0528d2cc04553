package io.cloudconnectors.vault.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry at its place in a chain.
 *
 * @param at when, to the microsecond, as the database keeps it
 * @param previousHash the hash of seq - 1, 32 zero bytes for the first
 */
record AuditRecord(UUID chain, long seq, Instant at, AuditEntry entry, byte[] previousHash) {

    byte[] hash() {
        return RecordHash.of(
                previousHash,
                chain,
                seq,
                at,
                entry.actor(),
                entry.action(),
                entry.outcome(),
                entry.tenant(),
                entry.connector(),
                entry.credential(),
                entry.version(),
                entry.run(),
                entry.attempt());
    }
}
