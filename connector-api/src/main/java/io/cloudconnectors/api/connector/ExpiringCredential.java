package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Duration;
import java.time.Instant;

/**
 * The warning that the credential of a connector ends soon. The clock alone brings it and a new credential takes it away, so
 * it is stored nowhere: it is derived where connectors are read. It stands behind every other reason.
 */
final class ExpiringCredential {

    /** How long before the end: time to plan a rotation. */
    static final Duration WARNING = Duration.ofDays(60);

    /** Whether it holds for a connector {@code c}; null when the end is not known. */
    static final String SQL = "(c.health = 'OK' AND c.state = 'ONLINE'"
            + " AND c.credential_expires_at < now() + interval '%d days')".formatted(WARNING.toDays());

    private ExpiringCredential() {}

    /** @param end when the credential ends */
    static StoredReason reason(Instant end) {
        return StoredReason.own(ReasonCode.CREDENTIAL_EXPIRING, end.minus(WARNING));
    }
}
