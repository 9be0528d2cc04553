package io.cloudconnectors.api.idempotency;

import java.time.Instant;
import java.util.UUID;

/**
 * The id that a request with a key gives to what it makes. It is stored before the request does anything, so a retry
 * after a crash knows what to look for.
 *
 * @param id UUIDv7
 * @param again whether an earlier attempt may have used it
 */
public record Reservation(UUID id, boolean again) {
    /** When the first attempt began, by the database's clock, to the millisecond before. */
    public Instant since() {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
