package io.cloudconnectors.poller.run;

import io.cloudconnectors.poller.PollerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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

    /** Which runs wait for a person. */
    enum Lane {
        INTERACTIVE,
        SCHEDULED
    }

    synchronized boolean tryTake(Lane lane) {
        if (interactive + scheduled >= total) {
            return false;
        }
        switch (lane) {
            case INTERACTIVE -> interactive++;
            case SCHEDULED -> {
                if (scheduled >= forScheduled) {
                    return false;
                }
                scheduled++;
            }
        }
        return true;
    }

    synchronized void giveBack(Lane lane) {
        switch (lane) {
            case INTERACTIVE -> interactive--;
            case SCHEDULED -> scheduled--;
        }
    }

    synchronized int taken() {
        return interactive + scheduled;
    }
}
