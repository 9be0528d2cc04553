package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What is left in the databases. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class VaultStoreIT {
    private final VaultCalls vault = new VaultCalls();

    @Test
    void aShreddedCredentialIsGone() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        for (int time = 0; time < 2; time++) {
            VaultCalls.as("connector-api", "vault:write")
                    .delete(vault.credentialPath(vault.tenant))
                    .then()
                    .statusCode(204);
        }

        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(404);
        assertThat(vault.rows("credential_version")).isZero();
    }

    @Test
    void aShreddedVersionIsGoneAndTheOthersStay() throws Exception {
        String externalId = vault.sealAws(1, VaultCalls.ROLE).extract().path("externalId");
        vault.sealAws(2, VaultCalls.ROLE + "2").statusCode(201);
        vault.sealAws(3, VaultCalls.ROLE + "3").statusCode(201);

        VaultCalls.as("connector-api", "vault:write")
                .delete(vault.path("tenant-" + UUID.randomUUID(), 2))
                .then()
                .statusCode(204);
        vault.reveal(2, TestTokens.signed(vault.token(2))).statusCode(200);
        VaultCalls.as("poller-service", "vault:reveal")
                .delete(vault.path(vault.tenant, 2))
                .then()
                .statusCode(403);
        vault.reveal(2, TestTokens.signed(vault.token(2))).statusCode(200);
        for (int time = 0; time < 2; time++) {
            VaultCalls.as("connector-api", "vault:write")
                    .delete(vault.path(vault.tenant, 2))
                    .then()
                    .statusCode(204);
        }

        vault.reveal(2, TestTokens.signed(vault.token(2))).statusCode(404);
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);
        vault.reveal(3, TestTokens.signed(vault.token(3))).statusCode(200);
        assertThat(vault.dataKeys()).containsExactly(1, 3);
        assertThat(vault.audited()).contains("SHRED ALLOWED", "SHRED FORBIDDEN");
        assertThat(vault.sealAws(4, VaultCalls.ROLE).statusCode(201).extract().<String>path("externalId"))
                .isEqualTo(externalId);
    }

    @Test
    void theLogAndTheVersionsCannotBeChanged() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        try (Connection app = TestServers.postgres().login(Role.VAULT_APP).connect()) {
            for (String change : List.of(
                    "UPDATE audit SET outcome = 'ALLOWED'",
                    "DELETE FROM audit",
                    "UPDATE credential_version SET fingerprint = ''",
                    "UPDATE credential_version SET tenant = ''",
                    "DELETE FROM retired_key")) {
                assertThatThrownBy(() -> app.createStatement().executeUpdate(change))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void noTableHoldsASecretOrAnExternalId() throws Exception {
        String externalId = vault.sealAws(1, VaultCalls.ROLE).extract().path("externalId");
        String secret = "s3cr3t-" + UUID.randomUUID();
        vault.sealAzure(2, secret).statusCode(201);
        String token = TestTokens.signed(vault.token(2));
        vault.reveal(2, token).statusCode(200);

        Map<String, String> dumps = new HashMap<>();
        for (Database database : List.of(Database.VAULT, Database.VAULT_KEYSTORE)) {
            try (Connection connection =
                    TestServers.postgres().superuser(database).connect()) {
                CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
                for (String table : tables(connection)) {
                    StringWriter rows = new StringWriter();
                    copy.copyOut("COPY " + table + " TO STDOUT", rows);
                    dumps.put(database.sqlName() + '.' + table, rows.toString());
                }
            }
        }
        assertThat(dumps)
                .containsKeys(
                        "vault.credential_version",
                        "vault.audit",
                        "vault_keystore.data_key",
                        "vault_keystore.fingerprint_key");
        String everything = String.join("\n", dumps.values());
        assertThat(everything).contains(vault.tenant);
        for (String canary : List.of(externalId, secret, VaultCalls.ROLE, token)) {
            assertThat(everything).doesNotContain(Forms.of(canary));
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var rows = connection.createStatement().executeQuery("""
                SELECT quote_ident(relname) FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
