package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A slice that is being looked at on a thread of its own. */
public final class Looking {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final AtomicReference<Throwable> ended = new AtomicReference<>();
    private final Thread thread;

    private Looking(SliceTask slice) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                slice.look(resource -> {});
            } catch (InterruptedException | RuntimeException e) {
                ended.set(e);
            }
        });
    }

    public static Looking at(SliceTask slice) {
        return new Looking(slice);
    }

    public void interrupt() {
        thread.interrupt();
    }

    public void assertInterruptedAtOnce() throws InterruptedException {
        assertThat(thread.join(AT_ONCE)).isTrue();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
}
