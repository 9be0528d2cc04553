package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a hash chain of the vault's audit log ended at some time, on {@link Topics#AUDIT_ANCHORS}, keyed by {@link #key}: what the
 * chain says now must go on from there.
 *
 * @param chain of one process of the vault
 * @param seq the last record, from 0
 * @param hash its SHA-256 in hex
 */
public record VaultAuditAnchor(UUID chain, long seq, String hash, Instant at) {
    /** The topic's other keys are names of tenants, and none of those has a control character. */
    public static final String KEY_PREFIX = "\u001Fvault/";

    /** The key of its record. */
    public String key() {
        return KEY_PREFIX + chain;
    }
}
