package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.run.RunRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Switches connectors off and on: the same change as that of {@code enabled}, which does nothing to one that has it. A
 * resumed connector waits for its place on its own grid, so that many that are resumed together do not run together; one
 * that waits for a probe, or never ran, is due at once.
 */
record Pause(Desk desk) {

    /**
     * Stops the schedule of a connector.
     *
     * @param cancelRun whether a run that is queued or running is cancelled too; else it goes on to its end
     * @throws ProblemException CONNECTOR_NOT_FOUND, CONCURRENT_CHANGE
     */
    ConnectorRow pause(UUID id, boolean cancelRun) {
        ConnectorRow paused = enable(id, false);
        return cancelRun ? cancel(paused) : paused;
    }

    /**
     * Takes the schedule of a connector up again.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND, CONCURRENT_CHANGE
     */
    ConnectorRow resume(UUID id) {
        return enable(id, true);
    }

    private ConnectorRow enable(UUID id, boolean enabled) {
        return new Alteration(desk).change(id, spec -> new ConnectorChange(spec.withEnabled(enabled), null));
    }

    /** The engine cancels in a transaction of its own; one that ended meanwhile is none of ours. */
    private ConnectorRow cancel(ConnectorRow paused) {
        @Nullable RunRow run = paused.currentRun();
        if (run == null) {
            return paused;
        }
        var _ = desk.tools().runs().cancel(desk.tenant().name(), paused.id(), run.id());
        return desk.inTransaction(() -> desk.row(paused.id()));
    }
}
