package io.cloudconnectors.vault.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One token bucket for each client id and kind of operation, in the memory of this instance, as connector-api has them for
 * tenants. Client ids come from tokens that the identity provider signed, so there are few.
 */
@ApplicationScoped
class RateCaps {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_BUCKETS = 10_000;

    private final RateLimitConfig config;
    private final TimeMeter time;
    private final MeterRegistry metrics;
    private final OncePerWindow<Key> refusals;
    /** A bucket that nobody used for a window is full: to forget it changes nothing. */
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .build();

    @Inject
    RateCaps(RateLimitConfig config, MeterRegistry metrics) {
        this(config, metrics, TimeMeter.SYSTEM_NANOTIME);
    }

    RateCaps(RateLimitConfig config, MeterRegistry metrics, TimeMeter time) {
        this.config = config;
        this.metrics = metrics;
        this.time = time;
        this.refusals = new OncePerWindow<>(WINDOW, time);
        for (Operation operation : Operation.values()) {
            metrics.counter("vault.rate.limited", "operation", operation.policy()); // from zero
        }
    }

    /** What is counted together. */
    enum Operation {
        REVEAL,
        WRITE,
        /** What the caller's scopes do not open. */
        REFUSED;

        String policy() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Key(Operation operation, String client) {}

    /**
     * It was one too many.
     *
     * @param isFirst of this client in this window: the one to be recorded
     */
    record Excess(ProblemException problem, boolean isFirst) {}

    /** Counts a call; empty when it may go on. */
    Optional<Excess> count(Operation operation, String client) {
        if (!config.enabled()) {
            return Optional.empty();
        }
        Key key = new Key(operation, client);
        int limit = limit(operation);
        ConsumptionProbe probe = buckets.get(key, same -> newBucket(limit)).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return Optional.empty();
        }
        metrics.counter("vault.rate.limited", "operation", operation.policy()).increment();
        return Optional.of(new Excess(problem(operation, limit, probe), refusals.isFirst(key)));
    }

    /** With the fields of draft-ietf-httpapi-ratelimit-headers. */
    private static ProblemException problem(Operation operation, int limit, ConsumptionProbe probe) {
        long retryAfter = Math.max(1, ceilingOfSeconds(probe.getNanosToWaitForRefill()));
        String policy = '"' + operation.policy() + '"';
        return new ProblemException(
                ProblemCode.RATE_LIMITED,
                "This client may make " + limit + " calls of this kind a minute. Try again in " + retryAfter + " s.",
                Map.of(
                        "Retry-After",
                        Long.toString(retryAfter),
                        "RateLimit-Policy",
                        policy + ";q=" + limit + ";w=" + WINDOW.toSeconds(),
                        "RateLimit",
                        policy + ";r=0;t=" + ceilingOfSeconds(probe.getNanosToWaitForReset())));
    }

    private static long ceilingOfSeconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    private Bucket newBucket(int limit) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
                .build();
    }

    private int limit(Operation operation) {
        return switch (operation) {
            case REVEAL -> config.revealPerMinute();
            case WRITE -> config.writePerMinute();
            case REFUSED -> config.refusedPerMinute();
        };
    }
}
