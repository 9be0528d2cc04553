package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch of a run: a CloudEvent 1.0 in structured JSON, on {@link Topics#CONNECTOR_CHANGES} and as a
 * server-sent event. QUEUED is told of runs that somebody asked for and of those that wait for another attempt;
 * RUNNING and the end are told of every run.
 *
 * @param id the same when the event is delivered again
 * @param subject the connector's id
 * @param sequence orders the events of one run, 20 digits
 */
public record RunStateChanged(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String sequence,
        Data data) {

    /** The only value of {@code type}. */
    public static final String TYPE = "io.cloudconnectors.run.state-changed.v1";

    /**
     * Where the run stands.
     *
     * @param state QUEUED, RUNNING, SUCCEEDED, PARTIAL, FAILED or CANCELLED
     * @param reason of what ended otherwise than well
     */
    public record Data(
            UUID connectorId,
            String tenant,
            Provider provider,
            UUID runId,
            RunTrigger trigger,
            int attempt,
            String state,
            @Nullable ReasonCode reason) {}
}
