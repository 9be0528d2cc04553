package io.cloudconnectors.api.memory;

import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run and what its slices came to. Times are milliseconds; {@link #NEVER} is null. */
public final class RunRow {
    public static final long NEVER = Long.MIN_VALUE;

    public final UUID id;
    public final ConnectorRow connector;
    public final RunTrigger trigger;
    public final long sequence;
    public final long createdAt;
    public final int budgetSeconds;
    public final Map<SliceKey, SliceRow> slices = new HashMap<>(4);
    public int credentialVersion;
    public RunState state = RunState.QUEUED;
    public int attempt = 1;
    public int handedBack;
    public long sentAt;
    public long waitsSince;
    public long queueExpiresAt;
    public long epoch;
    public long leaseExpiresAt = NEVER;
    public long deadlineAt = NEVER;
    public long cancelRequestedAt = NEVER;
    public @Nullable RunEnd end;

    RunRow(UUID id, ConnectorRow connector, RunTrigger trigger, long sequence, long createdAt, int budgetSeconds) {
        this.id = id;
        this.connector = connector;
        this.trigger = trigger;
        this.sequence = sequence;
        this.createdAt = createdAt;
        this.waitsSince = createdAt;
        this.budgetSeconds = budgetSeconds;
        this.credentialVersion = connector.credentialVersion;
    }

    /** Whether the attempt holds the run. */
    public boolean isHeldBy(int ofAttempt, long ofEpoch) {
        return state == RunState.RUNNING && attempt == ofAttempt && epoch == ofEpoch;
    }

    /** Why it should stop. */
    public RunLife.Stop stop(long now) {
        if (deadlineAt <= (cancelRequestedAt == NEVER ? now : cancelRequestedAt)) {
            return RunLife.Stop.OVERDUE;
        }
        return cancelRequestedAt == NEVER ? RunLife.Stop.NONE : RunLife.Stop.REQUESTED;
    }

    /** What a slice came to. */
    public record SliceRow(int attempt, boolean incomplete) {}
}
