package io.cloudconnectors.contracts;

/** How a poller ended an attempt. */
public enum RunOutcome {
    /** Every slice was seen. */
    SUCCEEDED,
    /** The identity holds; a slice was blind or had a gap. */
    PARTIAL,
    /** Nothing could be looked at; the reason says why. */
    FAILED,
    /** Stopped because a heartbeat said so. */
    CANCELLED
}
