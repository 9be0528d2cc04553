package io.cloudconnectors.vault.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An entry at its place in a chain.
 *
 * @param at when, to the microsecond, as the database keeps it
 * @param previousHash the hash of seq - 1, 32 zero bytes for the first
 */
record AuditRecord(UUID chain, long seq, Instant at, AuditEntry entry, byte[] previousHash) {

    /** SHA-256 over every field in a fixed order, each behind its length. */
    byte[] hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previousHash);
            for (Object field : new Object[] {
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
                entry.attempt()
            }) {
                byte[] bytes = Objects.toString(field, "").getBytes(StandardCharsets.UTF_8);
                digest.update((byte) (field == null ? 0 : 1));
                digest.update(java.nio.ByteBuffer.allocate(Integer.BYTES)
                        .putInt(bytes.length)
                        .array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not to be had from this JDK", e);
        }
    }
}
