package io.cloudconnectors.api.connector;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): they sort by their time, so new rows land at the end of an index. */
public final class ConnectorIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private ConnectorIds() {}

    /** The next one at this time. */
    public static UUID next(Instant at) {
        long high = (at.toEpochMilli() << 16) | VERSION_7 | RANDOM.nextLong() >>> 52;
        long low = VARIANT | RANDOM.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
