package io.cloudconnectors.contracts;

import java.time.Instant;

/**
 * Where the audit trail of a tenant ended at some time, on {@link Topics#AUDIT_ANCHORS}, keyed by tenant: what the trail
 * says now must go on from there.
 *
 * @param seq the last entry, from 1
 * @param hash its SHA-256 in hex
 */
public record AuditAnchor(String tenant, long seq, String hash, Instant at) {}
