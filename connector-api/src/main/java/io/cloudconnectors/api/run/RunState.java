package io.cloudconnectors.api.run;

/** Where a run stands; the last five are final. */
public enum RunState {
    /** Waits for a poller. */
    QUEUED,
    /** A poller has leased it. */
    RUNNING,
    /** Everything was seen. */
    SUCCEEDED,
    /** Something could not be looked at; the slices say what. */
    PARTIAL,
    /** Nothing could be looked at. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED,
    /** Its period came due while another run was going. */
    SKIPPED
}
