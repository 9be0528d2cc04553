package io.cloudconnectors.vault.caller;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the first of many alike within a window: what is counted each time and recorded once. Of a key that comes from outside
 * there must not be many.
 */
public final class OncePerWindow<K> {
    private final TimeMeter time;
    private final long nanos;
    private final ConcurrentMap<K, Long> began = new ConcurrentHashMap<>();

    public OncePerWindow(Duration window) {
        this(window, TimeMeter.SYSTEM_NANOTIME);
    }

    OncePerWindow(Duration window, TimeMeter time) {
        this.nanos = window.toNanos();
        this.time = time;
    }

    /** Whether it is the first of its kind; the window begins with it. */
    public boolean isFirst(K key) {
        long now = time.currentTimeNanos();
        AtomicBoolean first = new AtomicBoolean();
        began.compute(key, (same, before) -> {
            boolean over = before == null || now - before >= nanos;
            first.set(over);
            return over ? Long.valueOf(now) : before;
        });
        return first.get();
    }
}
