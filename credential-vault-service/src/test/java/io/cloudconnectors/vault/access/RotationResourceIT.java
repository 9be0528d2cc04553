package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Keystores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator does with keys, over HTTP, and what is kept of it. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class RotationResourceIT {
    private static final String ROTATIONS = "/internal/v1/rotations";
    private final VaultCalls vault = new VaultCalls();

    @Test
    void anOperatorRotatesATenantsKeyAndSeesHowFarItIs() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        String location = rotate("TENANT_KEY", vault.tenant)
                .statusCode(202)
                .body("level", equalTo("TENANT_KEY"))
                .body("tenant", equalTo(vault.tenant))
                .body("target", equalTo("tenant-key/2"))
                .extract()
                .header("Location");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> progress(location)
                        .statusCode(200)
                        .extract()
                        .<String>path("state")
                        .equals("DONE"));
        progress(location).body("done", equalTo(1)).body("total", equalTo(1));
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);
        assertThat(audited(vault.tenant)).contains("operator ROTATE_TENANT_KEY ALLOWED");
    }

    @Test
    void nobodyElseMay() throws Exception {
        for (String scope : List.of("vault:write", "vault:reveal", "credentials:reconcile")) {
            VaultCalls.as("connector-api", scope)
                    .body(Map.of("level", "TENANT_KEY", "tenant", vault.tenant))
                    .post(ROTATIONS)
                    .then()
                    .statusCode(403);
            VaultCalls.as("connector-api", scope)
                    .delete("/internal/v1/tenants/" + vault.tenant + "/keys")
                    .then()
                    .statusCode(403);
            VaultCalls.as("connector-api", scope)
                    .get(ROTATIONS + "/" + UUID.randomUUID())
                    .then()
                    .statusCode(403);
        }

        assertThat(audited(vault.tenant))
                .contains("connector-api ROTATE_TENANT_KEY FORBIDDEN", "connector-api SHRED_TENANT FORBIDDEN");
    }

    @Test
    void aShreddedTenantIsGoneUntilItIsRenewed() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        operator().delete(keysOf(vault.tenant)).then().statusCode(204);

        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(500);
        VaultCalls after = vault.ofAnotherCredential();
        after.sealAws(1, VaultCalls.ROLE).statusCode(409).body("code", equalTo("TENANT_SHREDDED"));
        operator().put(keysOf(vault.tenant)).then().statusCode(204);
        after.sealAws(1, VaultCalls.ROLE).statusCode(201);
        after.reveal(1, TestTokens.signed(after.token(1))).statusCode(200);
        assertThat(audited(vault.tenant)).contains("operator SHRED_TENANT ALLOWED", "operator RENEW_TENANT ALLOWED");
    }

    @Test
    void aRequestThatMakesNoSenseIsRefused() throws Exception {
        rotate("KEK", vault.tenant).statusCode(400);
        rotate("TENANT_KEY", null).statusCode(400).body("detail", containsString("tenant"));
        rotate("DATA_KEY", vault.tenant).statusCode(409).body("code", equalTo("ROTATION_REFUSED"));
        operator().body(Map.of()).post(ROTATIONS).then().statusCode(400);
        operator().put(keysOf(vault.tenant)).then().statusCode(404);
    }

    private static RequestSpecification operator() throws Exception {
        return VaultCalls.as("operator", "vault:operate");
    }

    private static String keysOf(String tenant) {
        return "/internal/v1/tenants/" + tenant + "/keys";
    }

    private static ValidatableResponse rotate(String level, String tenant) throws Exception {
        return operator()
                .body(tenant == null ? Map.of("level", level) : Map.of("level", level, "tenant", tenant))
                .post(ROTATIONS)
                .then();
    }

    private static ValidatableResponse progress(String location) throws Exception {
        return operator().get(location).then();
    }

    private static List<String> audited(String tenant) {
        return Keystores.strings(
                Database.VAULT,
                "SELECT actor || ' ' || action || ' ' || outcome FROM audit WHERE tenant = '" + tenant + "'");
    }
}
