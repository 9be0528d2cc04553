package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells integrators of one transition of a connector's state: a CloudEvent 1.0 in structured JSON on
 * {@link Topics#CONNECTOR_CHANGES}. PROCESSING is no state of its own here: runs that come and go are not told.
 *
 * @param id the same when the event is delivered again
 * @param subject the connector's id
 * @param sequence the transition's number at its connector, 20 digits, so that the texts sort as the numbers do
 */
public record ConnectorStateChanged(
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
    public static final String TYPE = "io.cloudconnectors.connector.state-changed.v1";

    /** The media type of the record on Kafka. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /**
     * What changed.
     *
     * @param from PENDING, ONLINE or OFFLINE
     * @param to PENDING, ONLINE or OFFLINE
     * @param health OK, DEGRADED or ERROR, after the transition
     * @param reason why the health is not OK
     * @param since when the connector entered the state
     */
    public record Data(
            UUID connectorId,
            String tenant,
            Provider provider,
            String from,
            String to,
            String health,
            @Nullable ReasonCode reason,
            Instant since) {}

    /** The event of a connector's transition number {@code sequence}. */
    public static ConnectorStateChanged of(long sequence, Instant time, Data data) {
        String connector = data.connectorId().toString();
        return new ConnectorStateChanged(
                "1.0",
                connector + "/" + sequence,
                "/api/v1/connectors",
                TYPE,
                connector,
                time,
                "application/json",
                "%020d".formatted(sequence),
                data);
    }
}
