package io.cloudconnectors.api.outcome;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether connectors may be called stale. Trouble of the platform delays the runs of many, so after it there must be calm
 * for a while. A start counts as trouble: nobody knows what was before it. So does a clock that was set back by more than
 * the while that is left, or it would have to come to where it was first.
 */
final class Calm {
    private final Duration needed;
    private @Nullable Instant from;

    Calm(Duration needed) {
        this.needed = needed;
    }

    /** Told in each round what was found; answers whether it has been calm for long enough. */
    boolean after(boolean trouble, Instant now) {
        Instant since = from;
        Instant latest = now.plus(needed);
        if (trouble || since == null || since.isAfter(latest)) {
            since = latest;
            from = since;
        }
        return !now.isBefore(since);
    }
}
