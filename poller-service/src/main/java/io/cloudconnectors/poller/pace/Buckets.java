package io.cloudconnectors.poller.pace;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The buckets that are in use; those that tell nothing any more are forgotten. */
final class Buckets<K> {
    private static final long SWEEP = 60_000_000_000L;

    private final ConcurrentMap<K, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final AtomicLong sweepAt;

    /** @param nanos a monotonic clock */
    Buckets(LongSupplier nanos) {
        this.nanos = nanos;
        this.sweepAt = new AtomicLong(nanos.getAsLong() + SWEEP);
    }

    /** As {@link TokenBucket#take}. */
    long take(K key, Rate rate, long atMost) {
        forgetIdle();
        long[] wait = new long[1];
        at(key, rate, (bucket, now) -> {
            bucket.become(rate, now);
            wait[0] = bucket.take(now, atMost);
        });
        return wait[0];
    }

    void giveBack(K key) {
        buckets.computeIfPresent(key, (_, bucket) -> {
            bucket.giveBack();
            return bucket;
        });
    }

    /** As {@link TokenBucket#throttled}. */
    void throttled(K key, Rate rate, long until) {
        at(key, rate, (bucket, now) -> bucket.throttled(now, until));
    }

    /** As {@link TokenBucket#pause}. */
    void pause(K key, Rate rate, long until) {
        at(key, rate, (bucket, now) -> bucket.pause(now, until));
    }

    /** What is done to a bucket at a time; by one thread at a time, and never to one that is being forgotten. */
    private interface Change {
        void make(TokenBucket bucket, long now);
    }

    private void at(K key, Rate rate, Change change) {
        buckets.compute(key, (_, known) -> {
            long now = nanos.getAsLong();
            TokenBucket bucket = known == null ? new TokenBucket(rate, now) : known;
            change.make(bucket, now);
            return bucket;
        });
    }

    private void forgetIdle() {
        long now = nanos.getAsLong();
        long due = sweepAt.get();
        if (now >= due && sweepAt.compareAndSet(due, now + SWEEP)) {
            buckets.keySet()
                    .forEach(key -> buckets.computeIfPresent(key, (_, bucket) -> bucket.isIdle(now) ? null : bucket));
        }
    }

    int size() {
        return buckets.size();
    }
}
