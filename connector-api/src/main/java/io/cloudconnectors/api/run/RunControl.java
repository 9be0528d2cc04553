package io.cloudconnectors.api.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients may do to runs. The implementation works on the engine's datasource and checks the tenant itself, in the
 * same statement that acts.
 */
public interface RunControl {

    /**
     * Asks for a MANUAL run of a connector, to be sent to Kafka at once.
     *
     * @param runId of the run, where it is known beforehand
     */
    Start start(String tenant, UUID connectorId, @Nullable UUID runId);

    /** Asks to cancel: a queued run is CANCELLED at once, a running one at its poller's next heartbeat. */
    Cancellation cancel(String tenant, UUID connectorId, UUID runId);

    /** The answer to {@link #start}. */
    sealed interface Start {
        /** The run is queued. */
        record Queued(UUID runId) implements Start {}

        /** Another run is queued or running. */
        record AlreadyGoing(UUID runId) implements Start {}

        /** Set-up is not complete: there is no role to assume yet. */
        record SetupIncomplete() implements Start {}

        /** Unknown in this tenant, or deleted. */
        record NotFound() implements Start {}
    }

    /** The answer to {@link #cancel}. */
    enum Cancellation {
        /** It is cancelled, or will be soon. */
        ACCEPTED,
        /** It had ended before. */
        ALREADY_ENDED,
        /** Unknown in this tenant or of another connector. */
        NOT_FOUND
    }
}
