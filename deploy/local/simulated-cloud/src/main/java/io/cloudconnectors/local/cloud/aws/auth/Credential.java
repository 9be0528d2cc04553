package io.cloudconnectors.local.cloud.aws.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that is valid here, and whose it is. Prints no secret.
 *
 * @param sessionToken must come with each call; absent for a long-term key
 * @param expiresAt absent for a long-term key
 */
public record Credential(
        AccessKey key,
        @Nullable String sessionToken,
        @Nullable Instant expiresAt,
        Caller caller) {
    /** The same, no longer valid. */
    Credential endedAt(Instant now) {
        return expired(now) ? this : new Credential(key, sessionToken, now, caller);
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Credential[" + key.id() + ", " + caller.arn() + ", expires " + expiresAt + "]";
    }
}
