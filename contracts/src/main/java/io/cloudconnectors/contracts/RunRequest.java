package io.cloudconnectors.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks any poller to do one attempt of one run. Carries no secret and no token: a poller must lease the attempt first.
 *
 * @param runId UUIDv7
 * @param attempt 1 to 3; a lease for any other attempt of the run is refused
 * @param queueExpiresAt after this the attempt can no longer be leased
 * @param budgetSeconds how long the run may take, from its lease on
 * @param requestsPerSecond how many requests a second the customer lets us send to this account; absent: the poller's own
 *     limit
 */
public record RunRequest(
        UUID runId,
        int attempt,
        UUID connectorId,
        String tenant,
        Provider provider,
        RunTrigger trigger,
        RunSettings settings,
        CredentialReference credential,
        Instant queueExpiresAt,
        int budgetSeconds,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer requestsPerSecond) {

    /** A request for an account that its customer has set no limit for. */
    public RunRequest(
            UUID runId,
            int attempt,
            UUID connectorId,
            String tenant,
            Provider provider,
            RunTrigger trigger,
            RunSettings settings,
            CredentialReference credential,
            Instant queueExpiresAt,
            int budgetSeconds) {
        this(
                runId,
                attempt,
                connectorId,
                tenant,
                provider,
                trigger,
                settings,
                credential,
                queueExpiresAt,
                budgetSeconds,
                null);
    }
}
