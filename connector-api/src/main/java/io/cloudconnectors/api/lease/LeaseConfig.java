package io.cloudconnectors.api.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Leases and what becomes of lapsed ones. */
@ConfigMapping(prefix = "lease")
public interface LeaseConfig {
    /** How long a lease lasts without a heartbeat; three heartbeats fit into it. */
    @WithDefault("90S")
    Duration duration();

    /** How often a run is tried before it fails as LEASE_LOST. */
    @WithDefault("3")
    int attempts();

    /** Between two looks for leases that lapsed. */
    @WithDefault("5S")
    Duration sweep();

    /** How many runs one sweep takes on at a time. */
    @WithDefault("500")
    int sweepBatch();

    /** A queued run that nobody leased is sent again after this; each further time waits twice as long. */
    @WithDefault("3M")
    Duration resendAfter();

    /**
     * How many runs of one tenant go at once; 0 for any number. What people start by hand counts, and is not held back.
     */
    @WithDefault("1000")
    int perTenant();

    /** How many runs of one cloud account go at once, of all tenants that have it; 0 for any number. */
    @WithDefault("4")
    int perAccount();

    /** Between two looks for room for what is held back. */
    @WithDefault("1S")
    Duration release();

    /** Whether this instance sweeps, and releases. */
    @WithDefault("true")
    boolean sweeping();
}
