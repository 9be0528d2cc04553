package io.cloudconnectors.api.connector;

import java.util.UUID;

/** Purges what is deleted, ahead of its time. */
public interface Purges {

    /**
     * Purges a deleted connector whose time has come, as far as that is possible now; the rest goes on by itself.
     *
     * @return true when nothing is left of it; false while the vault is away, or a run that still goes is waited for
     */
    boolean purge(UUID connectorId);
}
