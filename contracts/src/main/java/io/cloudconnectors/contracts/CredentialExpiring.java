package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Warns integrators that the current credential of a connector ends soon: a CloudEvent 1.0 in structured JSON on
 * {@link Topics#CONNECTOR_CHANGES}, one for each threshold that a credential version crosses. When it crossed several since
 * the last look, the nearest alone is told. A version that replaces it is told of anew.
 *
 * @param id the same when the event is delivered again
 * @param subject the connector's id
 */
public record CredentialExpiring(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        Data data) {

    /** The only value of {@code type}. */
    public static final String TYPE = "io.cloudconnectors.connector.credential-expiring.v1";

    /**
     * What ends, and when.
     *
     * @param daysLeft the threshold that was crossed: so many days are left, or less
     * @param expiresAt as the client said
     */
    public record Data(
            UUID connectorId,
            String tenant,
            Provider provider,
            int credentialVersion,
            int daysLeft,
            Instant expiresAt) {}
}
