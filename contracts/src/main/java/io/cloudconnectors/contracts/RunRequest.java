package io.cloudconnectors.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Asks any poller to do one attempt of one run. Carries no secret and no token: a poller must lease the attempt first.
 *
 * @param runId UUIDv7
 * @param attempt 1 to 3; a lease for any other attempt of the run is refused
 * @param queueExpiresAt after this the attempt can no longer be leased
 * @param budgetSeconds how long the run may take, from its lease on
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
        int budgetSeconds) {}
