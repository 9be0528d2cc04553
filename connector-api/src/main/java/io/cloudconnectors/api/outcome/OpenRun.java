package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.run.RunLife;
import java.util.UUID;

/**
 * A run that a poller has or had, with what its end is decided from.
 *
 * @param slicesArrived slice ends of this attempt that are recorded
 * @param slicesIncomplete how many of them lacked chunks
 */
public record OpenRun(UUID id, RunLife.Running life, int slicesArrived, int slicesIncomplete) {

    /** The arrived slices against what the poller says it sent. */
    public RunLife.Slices slices(int sent) {
        return new RunLife.Slices(sent, slicesArrived, slicesIncomplete);
    }
}
