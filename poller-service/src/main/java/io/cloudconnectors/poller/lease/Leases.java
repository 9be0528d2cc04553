package io.cloudconnectors.poller.lease;

import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.RunRequest;

/** Leases and keeps attempts. Nothing here throws for what the network or connector-api does. */
public interface Leases {

    Lease lease(RunRequest request);

    Beat heartbeat(RunRequest request, long epoch);

    /**
     * Hands a run back that this poller has let go of, since it stops.
     *
     * @return whether it waits for another poller now; if not, it may have to wait for the lease to lapse
     */
    boolean handBack(RunRequest request, long epoch);

    /** The answer to a lease. */
    sealed interface Lease {
        /** The attempt is this poller's. */
        record Granted(LeaseGrant grant) implements Lease {}

        /** It is not to be had: acknowledge the request and drop it. */
        record Refused() implements Lease {}

        /**
         * Nobody knows: do not acknowledge, ask again.
         *
         * @param why for the log, without anything confidential
         */
        record Unreachable(String why) implements Lease {}
    }

    /** The answer to a heartbeat. */
    sealed interface Beat {
        record Answered(HeartbeatAnswer answer) implements Beat {}

        /** No answer: the lease goes on until it ends by itself. */
        record Unreachable(String why) implements Beat {}
    }
}
