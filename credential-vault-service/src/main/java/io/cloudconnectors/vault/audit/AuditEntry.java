package io.cloudconnectors.vault.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or tried to do.
 *
 * @param actor the caller's client id, {@code unknown} without one
 * @param outcome ALLOWED or the code of the problem that the caller got
 */
public record AuditEntry(
        String actor,
        Action action,
        String outcome,
        @Nullable String tenant,
        @Nullable UUID connector,
        @Nullable UUID credential,
        @Nullable Integer version,
        @Nullable UUID run,
        @Nullable Integer attempt) {

    /** What can be done to a credential. */
    public enum Action {
        SEAL,
        REVEAL,
        SHRED,
        /** The vault's own: a version's time was over. */
        EXPIRE
    }

    /** The outcome of what was not refused. */
    public static final String ALLOWED = "ALLOWED";
}
