package io.cloudconnectors.poller.pace;

/**
 * A bucket of tokens by a monotonic clock. It gives out tokens that it does not have yet, and says when it will: whoever
 * comes first waits the shortest, and nobody waits in a queue.
 *
 * <p>When the cloud throttles, the rate is halved, and comes back evenly; so many clients of one quota find their share
 * without knowing of each other (Chiu and Jain 1989, additive increase and multiplicative decrease).
 *
 * <p>Not thread-safe.
 */
final class TokenBucket {
    private static final double SECOND = 1e9;

    /** How long the whole rate takes to come back from nothing. */
    private static final double RECOVERY = 60 * SECOND;

    /** A throttled bucket still lets something through, or it would never learn that it may again. */
    private static final double SLOWEST = 1.0 / 32;

    /** Calls that were on their way together are throttled together: one halving. */
    private static final long ONE_EVENT = (long) SECOND;

    /** With all tokens and the whole rate for so long, it tells nothing that a new one would not. */
    private static final long IDLE = (long) (60 * SECOND);

    private Rate rate;
    private double perSecond;
    private double tokens;
    private long at;
    private long closedUntil;
    private long slowedAt;
    private long usedAt;

    TokenBucket(Rate rate, long now) {
        this.rate = rate;
        this.perSecond = rate.perSecond();
        this.tokens = rate.burst();
        this.at = now;
        this.closedUntil = now;
        this.slowedAt = now - ONE_EVENT;
        this.usedAt = now;
    }

    /** The customer has changed it. */
    void become(Rate other, long now) {
        if (!other.equals(rate)) {
            pass(now);
            rate = other;
            perSecond = Math.min(perSecond, other.perSecond());
            tokens = Math.min(tokens, other.burst());
        }
    }

    /**
     * Takes a token.
     *
     * @param atMost nanoseconds
     * @return nanoseconds until it is there; less than 0 when that is later, and none was taken
     */
    long take(long now, long atMost) {
        pass(now);
        usedAt = now;
        double lacking = Math.max(0, 1 - tokens);
        long wait = Math.max((long) Math.ceil(lacking / perSecond * SECOND), closedUntil - now);
        if (wait > atMost) {
            return -1;
        }
        tokens--;
        return wait;
    }

    /** A token was not used. */
    void giveBack() {
        tokens++;
    }

    /**
     * The cloud has refused a request for its number.
     *
     * @param until nanoseconds from now in which it wants to hear no more
     */
    void throttled(long now, long until) {
        pass(now);
        usedAt = now;
        if (now - slowedAt >= ONE_EVENT) {
            slowedAt = now;
            perSecond = Math.max(perSecond / 2, rate.perSecond() * SLOWEST);
            tokens = Math.min(tokens, 0);
        }
        pause(now, until);
    }

    /**
     * Lets nothing through for a while.
     *
     * @param until nanoseconds from now
     */
    void pause(long now, long until) {
        usedAt = now;
        closedUntil = Math.max(closedUntil, now + until);
    }

    boolean isIdle(long now) {
        pass(now);
        return now - usedAt > IDLE && tokens >= rate.burst() && perSecond >= rate.perSecond() && closedUntil <= now;
    }

    private void pass(long now) {
        double passed = (double) Math.max(0, now - at);
        at = Math.max(at, now);
        perSecond = Math.min(rate.perSecond(), perSecond + rate.perSecond() * passed / RECOVERY);
        tokens = Math.min(rate.burst(), tokens + passed / SECOND * perSecond);
    }
}
