package io.cloudconnectors.api.live;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream: what the client missed, from the table, then what comes. Written by a virtual thread that waits for the
 * subscription most of the time and holds no connection to the database meanwhile.
 *
 * @param lastEventId as the client sent it; null when it begins
 * @param expiry of the access token: the stream ends then
 */
record EventStream(
        Subscription subscription,
        Past past,
        @Nullable String lastEventId,
        Instant expiry,
        Duration heartbeat,
        InstantSource clock)
        implements StreamingOutput {

    private static final Duration RETRY = Duration.ofSeconds(2);

    @Override
    public void write(OutputStream out) throws IOException {
        EventWriter writer = new EventWriter(out);
        try (subscription) {
            writer.open(RETRY);
            Position from = resume(writer);
            writer.position(from);
            follow(writer, from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what was missed; answers up to where the client has everything. */
    private Position resume(EventWriter writer) throws IOException {
        Position begin = subscription.begin();
        if (lastEventId == null) {
            return begin;
        }
        Optional<Position> last = Position.parse(lastEventId);
        if (last.isPresent() && catchUp(writer, last.get(), begin)) {
            return begin.orLater(last.get());
        }
        writer.reset(begin);
        return begin;
    }

    /** False when events are gone that the client has not seen. */
    private boolean catchUp(EventWriter writer, Position last, Position until) throws IOException {
        Position at = last;
        Past.Missed missed = past.between(at, until);
        while (missed.complete() && !missed.events().isEmpty()) {
            for (LiveEvent event : missed.events()) {
                writer.event(event);
            }
            at = missed.events().getLast().position();
            missed = past.between(at, until);
        }
        return missed.complete();
    }

    private void follow(EventWriter writer, Position from) throws IOException, InterruptedException {
        Duration left = left();
        while (left.isPositive() && !subscription.isOver()) {
            Optional<LiveEvent> next = subscription.next(left.compareTo(heartbeat) < 0 ? left : heartbeat);
            if (next.isPresent()) {
                LiveEvent event = next.get();
                if (event.position().isAfter(from)) { // another instance may have told of it already
                    writer.event(event);
                }
                if (past.endsWith(event)) {
                    return;
                }
            } else if (!subscription.isOver()) {
                beat(writer, from);
            }
            left = left();
        }
    }

    private void beat(EventWriter writer, Position from) throws IOException {
        Optional<Position> read = subscription.readUpTo();
        if (read.isPresent()) {
            writer.position(read.get().orLater(from));
        } else {
            writer.heartbeat();
        }
    }

    private Duration left() {
        return Duration.between(clock.instant(), expiry);
    }
}
