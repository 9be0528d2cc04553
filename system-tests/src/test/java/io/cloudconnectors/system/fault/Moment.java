package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When something happened. The clock is that of the machine, which the database, the broker and these tests share.
 *
 * @param at microseconds since 1970
 */
record Moment(long at, Event event) {

    /** It happens now. */
    static Moment now(Event event) {
        return new Moment(clock(), event);
    }

    /** Microseconds since 1970. */
    static long clock() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
