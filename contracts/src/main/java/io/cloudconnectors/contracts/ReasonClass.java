package io.cloudconnectors.contracts;

/** What a reason means for the connector and for the next run. */
public enum ReasonClass {
    /** The same call will fail again until somebody changes something. */
    PERMANENT,
    /** Trying again later may succeed. */
    TRANSIENT,
    /** A part could not be looked at; the rest was. */
    PARTIAL,
    /** Left out on purpose; never a failure. */
    SKIPPED,
    /** Works, and somebody should act. */
    WARNING,
    /** Our own fault; never counts against the connector. */
    PLATFORM,
    /** Waits for a step of set-up, for capacity or for its time. */
    AWAITING
}
