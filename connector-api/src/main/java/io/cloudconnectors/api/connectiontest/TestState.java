package io.cloudconnectors.api.connectiontest;

/** Where a connection test stands; the last two are final. */
public enum TestState {
    /** Waits for a poller. */
    QUEUED,
    /** A poller has leased it. */
    RUNNING,
    /** No step failed. */
    SUCCEEDED,
    /** A step failed, or the test did not come to its end. */
    FAILED;

    boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED -> true;
        };
    }
}
