package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.run.RunEnd;
import java.util.Optional;
import java.util.UUID;

/**
 * Where runs that are RUNNING end. An end is written, the connector's standing settled and the connector freed, together or
 * not at all; and once, however often and from how many sides it is tried.
 */
public interface RunEnds {
    /** The run, when it is RUNNING. */
    Optional<OpenRun> open(UUID runId);

    /** Writes the end that the poller reported; false when the attempt was no longer the current one. */
    boolean finish(OpenRun run, RunEnd end);

    /** Writes the end of a run whose poller is gone; false when it came back in time or somebody else was faster. */
    boolean lapse(OpenRun run, RunEnd end);
}
