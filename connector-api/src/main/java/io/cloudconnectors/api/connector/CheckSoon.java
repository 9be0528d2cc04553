package io.cloudconnectors.api.connector;

import java.util.UUID;

/** Has a connector tried at once, because what its last run failed on may have been repaired. */
public interface CheckSoon {

    /**
     * Called in the transaction that changes a connector's credential or the settings of its runs. Does nothing for a
     * connector that is disabled or not complete. One that is OFFLINE is probed, any other gets a full run; while a run
     * goes, that waits for its end, and its failure decides nothing.
     */
    void afterChange(UUID connectorId);
}
