package io.cloudconnectors.simulation;

import io.cloudconnectors.api.dispatch.DispatchConfig;
import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.dispatch.MemoryDispatch;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.inventory.MemoryInventory;
import io.cloudconnectors.api.lease.LeaseConfig;
import io.cloudconnectors.api.lease.MemoryLeases;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.outcome.MemoryRunEnds;
import io.cloudconnectors.api.outcome.Pace;
import io.cloudconnectors.api.result.MemorySliceResults;
import java.time.Duration;
import java.util.Map;

/** What all instances share: the databases, and the adapters to them, which have no state of their own. */
record Platform(
        Tables tables,
        MemoryDispatch dispatch,
        MemoryLeases leases,
        MemoryRunEnds ends,
        MemoryInventory inventory,
        MemorySliceResults slices) {

    static final Duration LEASE = Duration.ofSeconds(90);
    static final Duration BUDGET = Duration.ofMinutes(4);
    /** Two in one lease, as the product has; each round of an idle instance costs steps, so none is more frequent than it must be. */
    static final Duration SWEEP = Duration.ofSeconds(25);

    static final Duration TICK = Duration.ofSeconds(30);
    static final Duration PERIOD = Duration.ofMinutes(2);

    /** Few, so that an outage fills it. */
    static final int OUTBOX_BOUND = 2;

    private static final DispatchConfig DISPATCH = DispatchFixture.config(Map.of(
            "dispatch.batch", "2",
            "dispatch.outbox-claim", "40S",
            "dispatch.outbox-bound", Integer.toString(OUTBOX_BOUND),
            "dispatch.queue-expiry", "200S",
            "dispatch.run-budget", BUDGET.toString()));
    private static final LeaseConfig LEASES =
            Configs.of(LeaseConfig.class, Map.of("lease.duration", LEASE.toString(), "lease.resend-after", "100S"));
    private static final Pace PACE = new Pace(Duration.ofSeconds(40), Duration.ofSeconds(60), Duration.ofMinutes(4));

    static Platform on(Tables tables) {
        return new Platform(
                tables,
                new MemoryDispatch(tables, DISPATCH),
                new MemoryLeases(tables, LEASES, DISPATCH),
                new MemoryRunEnds(tables, PACE),
                new MemoryInventory(tables),
                new MemorySliceResults(tables));
    }
}
