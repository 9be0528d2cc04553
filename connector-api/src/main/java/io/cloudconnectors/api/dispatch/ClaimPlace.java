package io.cloudconnectors.api.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the next claim begins to look. A row that was claimed leaves a dead entry at its old place in the index of what is due,
 * and while anybody's transaction holds the horizon, no vacuum may remove it: claims that begin at the oldest would read all of
 * them, each time more. So they begin a little before the place that the claims have come to, and only now and then at the
 * oldest, for what was passed over: locked by somebody, claimed by an instance that then died, or made due in the past.
 */
final class ClaimPlace {
    /** The oldest that there can be. */
    static final Instant OLDEST = Instant.EPOCH;

    /** Longer than a transaction that makes a row due at its own beginning. */
    static final Duration SLACK = Duration.ofSeconds(5);

    /** So many claims, and one of them begins at the oldest: every ten seconds while little is due. */
    static final int WHOLE_LOOK_EVERY = 50;

    private Instant reached = OLDEST.plus(SLACK);
    private Instant front = reached;
    private int claims;
    private int look;

    /**
     * Where a claim begins.
     *
     * @param due what became due earlier is left out
     * @param look the number of the look at all in which it is
     */
    record From(Instant due, int look) {}

    synchronized From next() {
        if (claims++ % WHOLE_LOOK_EVERY == 0) {
            look++;
            reached = OLDEST.plus(SLACK);
        }
        return new From(reached.minus(SLACK), look);
    }

    /**
     * A claim came so far.
     *
     * @param due when the last that it claimed became due, by the database's clock
     * @param full whether there may be more behind it
     */
    synchronized void came(From from, Instant due, boolean full) {
        front = isAll(from, due, full) ? due : later(front, due);
        if (from.look()
                == look) { // else it began before the newest look at all, and would hide what that one is still to find
            reached = full ? later(reached, due) : front;
        }
    }

    /**
     * Whether a look at all found something, and that was all: then the front is there, also when it was ahead, as after the
     * database's clock was set back.
     */
    private static boolean isAll(From from, Instant due, boolean full) {
        return from.due().equals(OLDEST) && due.isAfter(OLDEST) && !full;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
