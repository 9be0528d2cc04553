package io.cloudconnectors.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** One token bucket for each tenant, or address, and class of operation. */
@ApplicationScoped
class RateLimits {
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Far more than there are tenants; it bounds what a flood from many addresses can make the service remember. */
    private static final int MOST_BUCKETS = 100_000;

    private final RateLimitConfig config;
    private final TimeMeter time;
    /** A bucket that nobody used for a window is full: to forget it changes nothing. */
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .build();

    @Inject
    RateLimits(RateLimitConfig config) {
        this(config, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(RateLimitConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
    }

    /** Counts a request; empty when nothing is limited. */
    Optional<Verdict> count(OperationClass operations, String caller) {
        if (!config.enabled()) {
            return Optional.empty();
        }
        int limit = limit(operations);
        Bucket bucket = buckets.get(new Key(operations, caller), key -> newBucket(limit));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return Optional.of(new Verdict(
                operations,
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset())));
    }

    private Bucket newBucket(int limit) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
                .build();
    }

    private int limit(OperationClass operations) {
        return switch (operations) {
            case READ -> config.readPerMinute();
            case WRITE -> config.writePerMinute();
            case EXPENSIVE -> config.expensivePerMinute();
            case ANONYMOUS -> config.anonymousPerMinute();
        };
    }

    private record Key(OperationClass operations, String caller) {}
}
