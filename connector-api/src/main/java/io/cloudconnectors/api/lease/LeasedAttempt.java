package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.runtoken.RunTokens;
import java.sql.SQLException;
import java.util.UUID;

/** An attempt of a run, or of a connection test, under a lease. */
record LeasedAttempt(
        UUID runId,
        int attempt,
        long epoch,
        String tenant,
        UUID connectorId,
        UUID credentialId,
        int credentialVersion) {

    /** Reads the columns of these names. */
    static LeasedAttempt of(Row row) throws SQLException {
        return new LeasedAttempt(
                row.id("id"),
                row.integer("attempt"),
                row.bigInteger("epoch"),
                row.text("tenant"),
                row.id("connector_id"),
                row.id("credential_id"),
                row.integer("credential_version"));
    }

    /** What its run tokens say. */
    RunTokens.Subject tokenSubject() {
        return new RunTokens.Subject(runId, attempt, epoch, tenant, connectorId, credentialId, credentialVersion);
    }
}
