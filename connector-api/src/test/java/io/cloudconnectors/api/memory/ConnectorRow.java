package io.cloudconnectors.api.memory;

import io.cloudconnectors.api.outcome.Standing;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connector and its schedule. Times are milliseconds. */
public final class ConnectorRow {
    public final UUID id;
    public final UUID credential;
    public final long frequency;
    public final int slot;
    public boolean runnable = true;
    public boolean deleted;
    public int credentialVersion = 1;
    public long nextRunAt;
    public long runSequence;
    public long epoch;
    public @Nullable UUID activeRun;
    public boolean running;
    public boolean changed;
    public Standing standing;

    ConnectorRow(UUID id, long frequency, int slot, Standing standing) {
        this.id = id;
        this.credential = new UUID(~id.getMostSignificantBits(), id.getLeastSignificantBits());
        this.frequency = frequency;
        this.slot = slot;
        this.standing = standing;
    }

    /** As {@code next_slot} of the migrations: the first moment after this one that is on the connector's grid. */
    public long nextSlot(long after) {
        long offset = slot * 1000L % frequency;
        return (Math.floorDiv(after - offset, frequency) + 1) * frequency + offset;
    }
}
