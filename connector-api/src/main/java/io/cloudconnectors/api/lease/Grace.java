package io.cloudconnectors.api.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether lapsed leases may be taken back. Pollers that could not reach us could not renew: after a start, or when rounds
 * failed for as long as a heartbeat takes to come (a third of a lease), they get one whole lease to come back. Without
 * it, the end of a database's outage would throw away the work of every poller at once.
 *
 * <p>A clock that is set back looks like such trouble too: the grace begins anew, so that it ends a lease later at most and
 * not when the clock has come back to where it was.
 */
final class Grace {
    private final Duration lease;
    private @Nullable Instant lastRound;
    private Instant until = Instant.MIN;

    Grace(Duration lease) {
        this.lease = lease;
    }

    /** Asked at the beginning of each round. */
    boolean isOver(Instant now) {
        Instant last = lastRound;
        Instant whole = now.plus(lease);
        if (last == null
                || Duration.between(last, now).abs().compareTo(lease.dividedBy(3)) > 0
                || until.isAfter(whole)) {
            until = whole;
        }
        return !now.isBefore(until);
    }

    /** Told at the end of each round that worked. */
    void worked(Instant now) {
        lastRound = now;
    }
}
