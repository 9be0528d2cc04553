package io.cloudconnectors.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The vault's answer to a write: what may be shown of the version.
 *
 * @param fingerprint tells two versions apart without telling anything about the secret (a keyed hash, hex)
 * @param externalId AWS only; connector-api keeps its copy to display
 */
public record SealedCredential(
        int version, String fingerprint, @Nullable String externalId, Instant sealedAt) {}
