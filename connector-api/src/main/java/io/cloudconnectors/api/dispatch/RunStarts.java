package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.RunQueueRepository.Started;
import io.cloudconnectors.api.run.RunState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where single runs are started and cancelled. Each call takes effect wholly or not at all. */
interface RunStarts {
    /** Queues a MANUAL run when the connector can run and none is going; empty when the tenant has no such connector. */
    Optional<Started> start(String tenant, UUID connectorId, @Nullable UUID runId);

    /** Cancels; answers the state in which the run was found, empty when it is unknown. */
    Optional<RunState> cancel(String tenant, UUID connectorId, UUID runId);
}
