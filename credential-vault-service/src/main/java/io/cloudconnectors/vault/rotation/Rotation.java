package io.cloudconnectors.vault.rotation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation and how far it is.
 *
 * @param tenant empty for the KEK
 * @param target names the key by which everything is sealed at the end
 * @param total how many records there were to move when it began
 * @param done how many were moved
 * @param broken how many do not open; with any, the old key stays and the rotation fails
 * @param error why it does not go on at the moment, or why it failed
 */
record Rotation(
        UUID id,
        Level level,
        String tenant,
        String target,
        State state,
        long total,
        long done,
        long broken,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** Which keys are replaced, and by what everything below them is sealed anew. */
    enum Level {
        /** Tenant keys are wrapped by the KEK that is configured as current. */
        KEK,
        /** A new version of a tenant's key wraps its data keys. */
        TENANT_KEY,
        /** Every secret of a tenant is sealed under a new data key. */
        DATA_KEY
    }

    /** Where it is. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    boolean isStarted() {
        return startedAt != null;
    }
}
