package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.expiry.ExpiryConfig;
import io.cloudconnectors.api.expiry.ExpiryThresholds;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.ReasonCode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The warning that the credential of a connector ends soon. The clock alone brings it and a new credential takes it away, so
 * it is stored nowhere: it is derived where connectors are read. It stands behind every other reason.
 */
@Singleton
final class ExpiringCredential {
    private final ExpiryThresholds thresholds;

    ExpiringCredential(ExpiryConfig config) {
        this.thresholds = config.thresholds();
    }

    /** Whether it holds for a connector {@code c}; null when the end is not known. */
    String sql() {
        return "(c.health = 'OK' AND c.state = 'ONLINE'"
                + " AND c.credential_expires_at <= now() + interval '%d hours')"
                        .formatted(thresholds.first().toHours());
    }

    /**
     * The reason; its subject says how long it is until then.
     *
     * @param end when the credential ends
     * @param left from now until then
     */
    StoredReason reason(Instant end, Duration left) {
        Instant since = end.minus(thresholds.first());
        return new StoredReason(ReasonCode.CREDENTIAL_EXPIRING, null, null, subject(end, left), since, since);
    }

    /** As {@link ExpiryThresholds#reached}. */
    @Nullable
    Integer warning(Duration left) {
        return thresholds.reached(left);
    }

    private static String subject(Instant end, Duration left) {
        if (!left.isPositive()) {
            return "ended at " + end;
        }
        long days = left.plusDays(1).minusNanos(1).toDays();
        return "expires in " + (days == 1 ? "less than a day" : days + " days") + ", at " + end;
    }
}
