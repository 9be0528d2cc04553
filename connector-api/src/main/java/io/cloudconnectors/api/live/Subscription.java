package io.cloudconnectors.api.live;

import io.cloudconnectors.api.tenant.Tenant;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events that wait for one client. Bounded: who does not keep up is disconnected, and resumes where it was. */
final class Subscription implements AutoCloseable {
    /** Wakes whoever waits for an event when there will be none. */
    private static final Optional<LiveEvent> END = Optional.empty();

    private final Feed feed;
    private final Tenant tenant;
    private final @Nullable UUID connectorId;
    private final Position begin;
    private final BlockingQueue<Optional<LiveEvent>> queue;
    private final Runnable disconnect;
    private volatile boolean over;

    Subscription(Feed feed, Tenant tenant, @Nullable UUID connectorId, Position begin, int bound, Runnable disconnect) {
        this.feed = feed;
        this.tenant = tenant;
        this.connectorId = connectorId;
        this.begin = begin;
        this.queue = new ArrayBlockingQueue<>(bound);
        this.disconnect = disconnect;
    }

    String tenant() {
        return tenant.name();
    }

    /** All that follows this is handed on. */
    Position begin() {
        return begin;
    }

    /** The next event; empty when none came in time, or none will come any more. */
    Optional<LiveEvent> next(Duration patience) throws InterruptedException {
        Optional<LiveEvent> event = over ? END : queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return Objects.requireNonNullElse(event, END);
    }

    /** Up to where the client has everything, when nothing waits for it. */
    Optional<Position> readUpTo() {
        return feed.readBy(this);
    }

    /** Whether the stream is to end. */
    boolean isOver() {
        return over;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Hands on an event, if it is one of those asked for; false when the client is too slow. Called by the feed alone. */
    boolean take(LiveEvent event) {
        if (over
                || (connectorId != null && !connectorId.equals(event.connectorId()))
                || queue.offer(Optional.of(event))) {
            return true;
        }
        end();
        disconnect.run();
        return false;
    }

    /** Ends the stream: what waits is not sent any more, and will be when the client resumes. */
    void end() {
        over = true;
        queue.clear();
        var _ = queue.offer(END);
    }

    @Override
    public void close() {
        end();
        feed.remove(this);
    }
}
