package io.cloudconnectors.api.reason;

import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason as the database keeps it: {@link io.cloudconnectors.contracts.Reason} and, for a connector, since when it
 * holds.
 */
public record StoredReason(
        ReasonCode code,
        @Nullable String providerCode,
        @Nullable String providerRequestId,
        @Nullable String subject,
        Instant at,
        @Nullable Instant since) {

    /** A reason of our own, which no provider sent. */
    public static StoredReason own(ReasonCode code, Instant at) {
        return new StoredReason(code, null, null, null, at, at);
    }
}
