package io.cloudconnectors.api.connector;

import java.util.UUID;

/** Has a connector tried at once, because what its last run failed on may have been repaired. */
public interface CheckSoon {

    /**
     * Called in the transaction that changes a connector's credential or the settings of its runs. Does nothing for a
     * connector that is disabled or not complete.
     */
    void afterChange(UUID connectorId);
}
