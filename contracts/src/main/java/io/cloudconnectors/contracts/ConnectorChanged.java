package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch that somebody created, changed or deleted a connector: a CloudEvent 1.0 in structured JSON, on
 * {@link Topics#CONNECTOR_CHANGES} and as a server-sent event.
 *
 * @param id the same when the event is delivered again
 * @param subject the connector's id
 * @param sequence the place of the change in the audit trail of the tenant, 20 digits, so that the texts sort as the
 *     numbers do
 */
public record ConnectorChanged(
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
    public static final String TYPE = "io.cloudconnectors.connector.changed.v1";

    /**
     * What was done.
     *
     * @param action CONNECTOR_CREATED, CONNECTOR_CHANGED, CREDENTIAL_REPLACED, CONNECTOR_DELETED, CONNECTOR_PURGED; there will be more
     * @param version of the connector after it; null when the connector is there no longer
     */
    public record Data(
            UUID connectorId,
            String tenant,
            Provider provider,
            String name,
            String action,
            @Nullable Long version) {}
}
