package io.cloudconnectors.system.fault;

import static io.cloudconnectors.history.Invariant.COMMITTED_CLAIM_REACHES_KAFKA;
import static io.cloudconnectors.history.Invariant.INVENTORY_EQUALS_TRUTH;
import static io.cloudconnectors.history.Invariant.NO_WRITE_BY_OLD_ATTEMPT;
import static io.cloudconnectors.history.Invariant.ONE_LEASE_PER_ATTEMPT;
import static io.cloudconnectors.history.Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD;
import static io.cloudconnectors.history.Invariant.STANDING_FOLLOWS_FROM_RUNS;

import io.cloudconnectors.fault.agent.AgentOptions;
import io.cloudconnectors.fault.agent.Change;
import io.cloudconnectors.fault.agent.Change.Off;
import io.cloudconnectors.fault.agent.Change.Swap;
import io.cloudconnectors.history.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A protection that the product has and that can be taken from it, to see that the invariants find what it protects from.
 * What it does is done by the {@link io.cloudconnectors.fault.agent.FaultAgent fault agent} in each process of the
 * services; there is nothing of it in production code.
 */
enum Switch {
    /**
     * What makes a message that comes again harmless: a run is leased only while it is QUEUED, and ended only while it is
     * RUNNING. Without it the same request is leased again, and the same report ends the run again.
     */
    DEDUPE(
            List.of(FaultKind.REPEAT_MESSAGES),
            Set.of(ONE_LEASE_PER_ATTEMPT, ONE_TERMINAL_EFFECT_PER_PERIOD),
            new Swap(
                    "io.cloudconnectors.api.lease.LeaseRepository",
                    "AND attempt = :attempt AND state = 'QUEUED' AND queue_expires_at > now()",
                    "AND attempt = :attempt AND state IN ('QUEUED', 'RUNNING')"),
            new Swap(
                    "io.cloudconnectors.api.outcome.RunEndRepository",
                    "WHERE r.id = :run AND r.state = 'RUNNING'",
                    "WHERE r.id = :run"),
            new Swap(
                    "io.cloudconnectors.api.outcome.RunEndRepository",
                    "AND r.epoch = :epoch AND r.state = 'RUNNING'",
                    "AND r.epoch = :epoch")),

    /**
     * What keeps an attempt out that lost its lease: it is told so by its heartbeats and sends nothing more, and chunks and
     * slices of another epoch than the connector's fence are dropped. Without it what an old attempt still sends is
     * staged and merged over what the new one saw: by a poller that was stopped past its lease, or from copies of its
     * messages that come as late.
     */
    FENCING(
            List.of(FaultKind.FREEZE_POLLER_PAST_ITS_LEASE, FaultKind.REPEAT_MESSAGES),
            Set.of(NO_WRITE_BY_OLD_ATTEMPT, INVENTORY_EQUALS_TRUTH),
            new Swap(
                    "io.cloudconnectors.api.inventory.StagingRepository",
                    "ON f.connector_id = a.\"connectorId\" AND f.epoch = a.epoch",
                    "ON f.connector_id = a.\"connectorId\""),
            new Swap(
                    "io.cloudconnectors.api.inventory.MergeSql",
                    "WHERE connector_id = :connector AND epoch = :epoch FOR NO KEY UPDATE",
                    "WHERE connector_id = :connector FOR NO KEY UPDATE"),
            new Swap(
                    "io.cloudconnectors.api.inventory.MergeSql",
                    "JOIN fence f ON f.connector_id = s.connector AND f.epoch = s.epoch",
                    "JOIN fence f ON f.connector_id = s.connector"),
            new Swap(
                    "io.cloudconnectors.api.lease.LeaseRepository",
                    "WHERE id = :run AND attempt = :attempt AND epoch = :epoch AND state = 'RUNNING'",
                    "WHERE id = :run AND state = 'RUNNING'"),
            new Off("io.cloudconnectors.poller.run.Outlet", "leaseIsOver", false)),

    /**
     * What lets a message survive the instance that committed it: another one takes it over from the outbox. Without it what
     * was committed by an instance that died before it was sent never reaches Kafka. Events wait for the same loop, so they
     * are not sent either.
     */
    OUTBOX(
            List.of(FaultKind.KILL_AFTER_COMMIT),
            Set.of(COMMITTED_CLAIM_REACHES_KAFKA),
            new Off("io.cloudconnectors.api.dispatch.OutboxRelay", "sendLeftBehind", false)),

    /**
     * What keeps a failure of the platform from being held against a connector: only transient failures of its cloud are
     * counted. Without it the end of each run counts as one.
     */
    BLAME(
            List.of(FaultKind.VAULT_AWAY),
            Set.of(STANDING_FOLLOWS_FROM_RUNS),
            new Swap(
                    "io.cloudconnectors.api.outcome.StandingRepository",
                    "transient_failures = :transientFailures",
                    "transient_failures = greatest(c.transient_failures + 1, :transientFailures)"));

    private final List<FaultKind> provokedBy;
    private final Set<Invariant> broken;
    private final List<Change> changes;

    Switch(List<FaultKind> provokedBy, Set<Invariant> broken, Change... changes) {
        this.provokedBy = provokedBy;
        this.broken = broken;
        this.changes = List.of(changes);
    }

    /** The faults that it protects from. */
    List<FaultKind> provokedBy() {
        return provokedBy;
    }

    /** Those of which at least one is violated when it is off and such a fault is made. */
    Set<Invariant> broken() {
        return broken;
    }

    List<Change> changes() {
        return changes;
    }

    /** For each process of connector-api and each poller ({@link Agent#in}). */
    AgentOptions agent() {
        return new AgentOptions(Duration.ZERO, changes);
    }
}
