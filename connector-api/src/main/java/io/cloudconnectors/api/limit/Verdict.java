package io.cloudconnectors.api.limit;

import java.time.Duration;

/**
 * What the bucket said of one request.
 *
 * @param limit requests per window
 * @param remaining requests that would pass now
 * @param untilNext how long until one more passes; zero when this one did
 * @param untilFull how long until a whole window's worth passes again
 */
record Verdict(
        OperationClass operations, boolean passes, int limit, long remaining, Duration untilNext, Duration untilFull) {

    /** The value of {@code RateLimit-Policy}, by draft-ietf-httpapi-ratelimit-headers. */
    String policy() {
        return "\"" + operations.policy() + "\";q=" + limit + ";w=" + RateLimits.WINDOW.toSeconds();
    }

    /** The value of {@code RateLimit}. */
    String state() {
        return "\"" + operations.policy() + "\";r=" + remaining + ";t=" + ceilingOfSeconds(untilFull);
    }

    /** The value of {@code Retry-After}, at least a second. */
    String retryAfter() {
        return Long.toString(Math.max(1, ceilingOfSeconds(untilNext)));
    }

    private static long ceilingOfSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
