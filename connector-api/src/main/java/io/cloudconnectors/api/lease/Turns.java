package io.cloudconnectors.api.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who want the same do it one after the other, as they came, and others beside them. Who waits for a turn holds
 * nothing meanwhile.
 */
final class Turns {
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience after which one gives up */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /** Does some work when it is its turn; empty when that did not come in time, and then nothing was done. */
    <T> Optional<T> take(String key, Supplier<T> work) throws InterruptedException {
        Turn turn = join(key);
        try {
            if (!turn.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                turn.free.release();
            }
        } finally {
            turns.computeIfPresent(key, (_, left) -> left.without());
        }
    }

    /** How many keys somebody wants something of. */
    int size() {
        return turns.size();
    }

    private Turn join(String key) {
        return turns.compute(key, (_, there) -> (there == null ? new Turn() : there).with());
    }

    private static final class Turn {
        private final Semaphore free = new Semaphore(1, true);
        private int wanted;

        Turn with() {
            wanted++;
            return this;
        }

        @Nullable
        Turn without() {
            wanted--;
            return wanted == 0 ? null : this;
        }
    }
}
