package io.cloudconnectors.contracts;

import java.util.List;
import java.util.UUID;

/**
 * Body of connector-api's {@code POST /internal/v1/credentials/committed} (scope {@code credentials:reconcile}): which of
 * these versions does it know? The answer is a {@link CommittedAnswer}.
 *
 * @param versions at most {@link #MOST}, else 400
 */
public record CommittedQuery(List<Version> versions) {
    /** How many one query may ask about. */
    public static final int MOST = 500;

    public CommittedQuery {
        versions = List.copyOf(versions);
    }

    /** A version that is sealed in the vault. */
    public record Version(String tenant, UUID connectorId, UUID credentialId, int version) {}
}
