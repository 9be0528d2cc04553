package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.runtoken.RunTokens;
import java.util.UUID;

/** An attempt of a run under a lease. */
record LeasedAttempt(
        UUID runId,
        int attempt,
        long epoch,
        String tenant,
        UUID connectorId,
        UUID credentialId,
        int credentialVersion) {

    /** What its run tokens say. */
    RunTokens.Subject tokenSubject() {
        return new RunTokens.Subject(runId, attempt, epoch, tenant, connectorId, credentialId, credentialVersion);
    }
}
