package io.cloudconnectors.api.inventory;

import io.cloudconnectors.contracts.Provider;
import java.util.UUID;

/** The inventory's mirror of each connector's epoch. */
@FunctionalInterface
public interface Fences {
    /** Raises the fence; it never sinks. From the return on, nothing of an older epoch is merged. */
    void raise(UUID connectorId, long epoch, String tenant, Provider provider);
}
