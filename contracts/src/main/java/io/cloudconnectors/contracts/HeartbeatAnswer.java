package io.cloudconnectors.contracts;

import org.jspecify.annotations.Nullable;

/**
 * What the poller must do next.
 *
 * @param runToken a fresh token with {@link Directive#CONTINUE}, else absent
 * @param leaseSeconds the renewed lease, 0 unless {@link Directive#CONTINUE}
 */
public record HeartbeatAnswer(Directive directive, @Nullable String runToken, int leaseSeconds) {

    /** The three answers that a heartbeat can get. */
    public enum Directive {
        /** Go on; the lease is renewed. */
        CONTINUE,
        /** Stop calling the cloud, then send {@link ResultEvent.RunFinished} with CANCELLED. */
        CANCEL,
        /** The run belongs to somebody else or has ended: stop and send nothing more. */
        FENCED
    }

    @Override
    public String toString() {
        return "HeartbeatAnswer[directive=" + directive + ", leaseSeconds=" + leaseSeconds + "]";
    }
}
