package io.cloudconnectors.vault.restore;

import java.time.Instant;
import java.util.UUID;

/**
 * A version in the vault's database.
 *
 * @param generation of the data key that its ciphertext names; 0 when it cannot be read
 */
record StoredVersion(String tenant, UUID connector, UUID credential, int version, int generation, Instant sealedAt) {}
