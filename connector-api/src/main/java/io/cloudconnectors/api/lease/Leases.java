package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where leases of runs are granted and renewed. Each call takes effect wholly or not at all. */
interface Leases {
    /**
     * Leases an attempt and raises its connector's epoch: of any number of callers one succeeds, once.
     *
     * @return empty when the attempt is not to be had: not the current one, not QUEUED, or its time in the queue is over
     */
    Optional<Leased> lease(UUID runId, int attempt, String poller);

    /** Renews the lease of a run that may go on; empty when the run is no longer this attempt's. */
    Optional<Beat> beat(UUID runId, int attempt, long epoch);

    /**
     * A lease that was granted.
     *
     * @param unproved whether nobody has proved yet that the role, of this credential version, asks for the External ID
     * @param denials what the run is not to ask for, for it was denied too often
     */
    record Leased(
            LeasedAttempt attempt, Provider provider, int budgetSeconds, boolean unproved, List<KnownDenial> denials) {}

    /** A heartbeat that found its run. */
    record Beat(LeasedAttempt attempt, RunLife.Stop stop) {}
}
