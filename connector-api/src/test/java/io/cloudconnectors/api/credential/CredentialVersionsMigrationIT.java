package io.cloudconnectors.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the migration makes of connectors that were there before versions were listed. */
class CredentialVersionsMigrationIT {
    private final EngineDatabases databases = EngineDatabases.asOf("5");

    @Test
    void theCurrentVersionOfEachConnectorIsTaken() {
        UUID first = databases.connector("acme");
        UUID third = databases.connector("other");
        databases.run("""
                UPDATE connector
                   SET credential_version = 3, credential_fingerprint = 'f3', role_arn = NULL, application_id = 'app',
                       created_at = '2026-01-01T00:00:00Z', updated_at = '2026-02-02T00:00:00Z',
                       credential_expires_at = '2027-01-01T00:00:00Z', credential_last_used_at = '2026-03-03T00:00:00Z'
                 WHERE id = ?
                """, third);

        databases.migrate();

        assertThat(version(first, "version || ' ' || current || ' ' || tenant || ' ' || role_arn"))
                .isEqualTo("1 true acme arn:aws:iam::111122223333:role/Reader");
        assertThat(version(third, "version || ' ' || fingerprint || ' ' || application_id || ' ' || tenant"))
                .isEqualTo("3 f3 app other");
        assertThat(version(
                        third,
                        "created_at = '2026-02-02T00:00:00Z' AND expires_at = '2027-01-01T00:00:00Z'"
                                + " AND last_used_at = '2026-03-03T00:00:00Z' AND retired_at IS NULL"))
                .isEqualTo("true");
        assertThat(databases.one(
                        Long.class,
                        "SELECT count(*) FROM pg_class WHERE relname IN ('connector', 'credential_version')"
                                + " AND relrowsecurity AND relforcerowsecurity"))
                .isEqualTo(2);
    }

    private String version(UUID connector, String columns) {
        return databases.one(
                String.class,
                "SELECT (" + columns + ")::text FROM credential_version WHERE connector_id = ?",
                connector);
    }
}
