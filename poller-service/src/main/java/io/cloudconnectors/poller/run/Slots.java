package io.cloudconnectors.poller.run;

import io.cloudconnectors.poller.PollerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many runs this poller does at a time. Scheduled runs leave some slots free, so that a run which a person waits for
 * starts at once on a busy poller.
 */
@ApplicationScoped
class Slots {
    private final int total;
    private final int forScheduled;
    private int interactive;
    private int scheduled;

    @Inject
    Slots(PollerConfig config) {
        this(config.slots().total(), config.slots().interactiveReserved());
    }

    Slots(int total, int interactiveReserved) {
        if (interactiveReserved < 0 || interactiveReserved >= total) {
            throw new IllegalArgumentException("poller.slots.interactive-reserved must be 0 or more and less than"
                    + " poller.slots.total, or scheduled runs would never start");
        }
        this.total = total;
        this.forScheduled = total - interactiveReserved;
    }

    /** Whether a run waits for its turn, or a person for the run. */
    enum Lane {
        INTERACTIVE,
        SCHEDULED
    }

    /** One slot, given back once however often it is closed. */
    final class Slot implements AutoCloseable {
        private final Lane lane;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Slot(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void close() {
            if (taken.compareAndSet(true, false)) {
                giveBack(lane);
            }
        }
    }

    /** Whether {@link #take} would find one now. */
    synchronized boolean hasRoom(Lane lane) {
        return interactive + scheduled < total
                && switch (lane) {
                    case INTERACTIVE -> true;
                    case SCHEDULED -> scheduled < forScheduled;
                };
    }

    synchronized Optional<Slot> take(Lane lane) {
        if (!hasRoom(lane)) {
            return Optional.empty();
        }
        switch (lane) {
            case INTERACTIVE -> interactive++;
            case SCHEDULED -> scheduled++;
        }
        return Optional.of(new Slot(lane));
    }

    private synchronized void giveBack(Lane lane) {
        switch (lane) {
            case INTERACTIVE -> interactive--;
            case SCHEDULED -> scheduled--;
        }
    }

    synchronized int taken() {
        return interactive + scheduled;
    }
}
