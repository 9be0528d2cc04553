package io.cloudconnectors.api.memory;

import io.cloudconnectors.history.Invariant;

/** A fault that can be built into the protocol, to see whether the checks find it, and the invariant that it breaks. */
public enum Mutant {
    /** Two dispatchers that look at the same time find the same period due. */
    CLAIM_IN_TWO_STEPS(Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD),
    /** A period that finds a run going uses a number and leaves no run. */
    SKIPPED_LEAVES_NO_RUN(Invariant.RUN_SEQUENCE_WITHOUT_GAPS),
    /** The outbox forgets a message before Kafka has it. */
    OUTBOX_DELETED_BEFORE_SEND(Invariant.COMMITTED_CLAIM_REACHES_KAFKA),
    /** What a crashed instance left in the outbox is nobody's. */
    OUTBOX_NEVER_TAKEN_OVER(Invariant.COMMITTED_CLAIM_REACHES_KAFKA),
    /** A client is told of its connector before that is committed. */
    CREATE_ACKNOWLEDGED_FIRST(Invariant.ACKNOWLEDGED_CREATE_READABLE),
    /** A message of an earlier attempt leases the current one. */
    LEASE_IGNORES_ATTEMPT(Invariant.ONE_LEASE_PER_ATTEMPT),
    /** A message that comes twice leases its attempt twice. */
    LEASE_IGNORES_STATE(Invariant.ONE_LEASE_PER_ATTEMPT),
    /** A lapsed run is queued again as the attempt that it was. */
    SWEEP_KEEPS_ATTEMPT(Invariant.ONE_LEASE_PER_ATTEMPT),
    /** A queued run whose message is gone waits for ever. */
    NEVER_SENT_AGAIN(Invariant.NO_RUN_OPEN_PAST_DEADLINE),
    /** No lapsed lease is found. */
    LAPSED_NEVER_FOUND(Invariant.NO_RUN_OPEN_PAST_DEADLINE),
    /** Slices are merged whatever their epoch. */
    MERGE_UNFENCED(Invariant.NO_WRITE_BY_OLD_ATTEMPT),
    /** Only the first lease of a connector raises its fence. */
    FENCE_RAISED_ONCE(Invariant.NO_WRITE_BY_OLD_ATTEMPT),
    /** What became of a slice is recorded whoever says it. */
    SLICE_RESULT_UNFENCED(Invariant.NO_WRITE_BY_OLD_ATTEMPT),
    /** A run is ended by whoever says so. */
    END_UNFENCED(Invariant.NO_WRITE_BY_OLD_ATTEMPT),
    /** A run that has ended can end again. */
    END_REPEATS(Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD),
    /** A slice is merged though chunks of it are missing. */
    MERGE_TAKES_INCOMPLETE(Invariant.INVENTORY_EQUALS_TRUTH),
    /** A success is believed whatever arrived of it. */
    SUCCESS_BELIEVED(Invariant.INVENTORY_EQUALS_TRUTH);

    private final Invariant broken;

    Mutant(Invariant broken) {
        this.broken = broken;
    }

    /** The invariant that does not hold with it. */
    public Invariant broken() {
        return broken;
    }
}
