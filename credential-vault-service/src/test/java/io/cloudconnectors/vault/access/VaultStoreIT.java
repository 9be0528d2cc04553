package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
                    "UPDATE credential_version SET sealed = ''")) {
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

        List<String> dumps = new ArrayList<>();
        for (var table : Map.of(
                        Database.VAULT,
                        List.of("credential_version", "audit"),
                        Database.VAULT_KEYSTORE,
                        List.of("tenant_key", "data_key", "kek_check"))
                .entrySet()) {
            try (Connection connection =
                    TestServers.postgres().superuser(table.getKey()).connect()) {
                for (String name : table.getValue()) {
                    try (var rows = connection.createStatement().executeQuery("SELECT t::text FROM " + name + " t")) {
                        while (rows.next()) {
                            dumps.add(rows.getString(1));
                        }
                    }
                }
            }
        }
        String everything = String.join("\n", dumps);
        assertThat(everything).contains(vault.tenant);
        for (String canary : List.of(externalId, secret, VaultCalls.ROLE, token)) {
            byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
            assertThat(everything)
                    .doesNotContain(canary)
                    .doesNotContain(HexFormat.of().formatHex(bytes))
                    .doesNotContain(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
