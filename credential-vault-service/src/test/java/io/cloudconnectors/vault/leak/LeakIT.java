package io.cloudconnectors.vault.leak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.access.Forms;
import io.cloudconnectors.vault.access.TestTokens;
import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.cloudconnectors.vault.reconcile.ReconcileFixture;
import io.cloudconnectors.vault.secret.KeyFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** All that the vault does with secrets, and the search for them in all that it says about it. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
@TestProfile(LoudProfile.class)
class LeakIT {
    private static final Logger LOG = Logger.getLogger(LeakIT.class);

    private final VaultCalls vault = new VaultCalls();
    private final List<String> canaries = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @Inject
    CollectedSpans spans;

    @Inject
    ReconcileFixture reconciliation;

    @TestHTTPResource(value = "metrics", management = true)
    String metricsUrl;

    @Test
    void noLogNoProblemNoMetricAndNoSpanHasASecret() throws Exception {
        // Given everything that can be done, well and badly
        sealAndReveal();
        failInEveryWay();
        reconciliation.askOnce();
        String planted = canary("planted");
        LOG.tracef("This is found: %s", planted);
        canaries.remove(planted);

        // When
        String log = Files.readString(Path.of(LoudProfile.LOG));
        String metrics = given().get(metricsUrl).asString();

        // Then the search is worth something
        assertThat(log).contains(planted).contains("TRACE");
        assertThat(spans.text()).contains("/reveal");
        assertThat(metrics).contains("vault_reveals_total");
        assertThat(canaries).hasSizeGreaterThan(8);

        // And nothing is found
        for (String canary : canaries) {
            for (String form : Forms.of(canary)) {
                assertThat(where(log, form)).as("%s in the log", canary).isEmpty();
                assertThat(spans.text()).as("spans").doesNotContain(form);
                assertThat(metrics).as("metrics").doesNotContain(form);
                assertThat(answers).as("problems").noneMatch(answer -> answer.contains(form));
            }
        }
    }

    private void sealAndReveal() throws Exception {
        String secret = canary("azure");
        vault.sealAzure(1, secret).statusCode(201);
        vault.sealAzure(1, canary("another")).statusCode(409);
        revealed(1);

        Map<String, Object> file = KeyFiles.good();
        String[] lines = String.valueOf(file.get("private_key")).split("\n");
        canaries.add(lines[lines.length / 2]);
        canaries.add(lines[lines.length / 2 + 1]);
        seal(2, "gcp", Map.of("projectId", "acme-prod", "keyFile", KeyFiles.text(file)))
                .statusCode(201);
        revealed(2);

        // An External ID is confidential by tenant: it is for the answer and for nothing else.
        canaries.add(vault.ofAnotherCredential()
                .sealAws(1, VaultCalls.ROLE)
                .statusCode(201)
                .extract()
                .path("externalId"));
        VaultCalls.as("connector-api", "vault:write")
                .delete(vault.path(vault.tenant, 1))
                .then()
                .statusCode(204);
        canaries.add(VaultTestServers.CLIENT_SECRET);
        canaries.add(VaultTestServers.ACCESS_TOKEN);
    }

    private void failInEveryWay() throws Exception {
        UUID guid = UUID.randomUUID();
        noting(seal(3, "azure", Map.of("directoryId", canary("id"), "authenticationKey", canary("key") + " ")));
        noting(seal(3, "azure", Map.of("directoryId", guid, "applicationId", guid, canary("member"), canary("value"))));
        noting(seal(3, "gcp", Map.of("projectId", "acme-prod", "keyFile", canary("no-json"))));
        noting(seal(
                3, "gcp", Map.of("projectId", "acme-prod", "keyFile", "{\"" + canary("file-member") + "\":\"x\"}")));
        for (String body :
                List.of("{\"azure\":{\"authenticationKey\":\"" + canary("cut"), "[\"" + canary("array") + "\"]")) {
            noting(VaultCalls.as("connector-api", "vault:write")
                    .body(body)
                    .put(vault.path(vault.tenant, 3))
                    .then());
            noting(VaultCalls.as("connector-api", "vault:write")
                    .contentType("text/plain")
                    .body(body)
                    .put(vault.path(vault.tenant, 3))
                    .then());
        }
        noting(VaultCalls.as("poller-service", "vault:reveal")
                .body(Map.of("azure", Map.of("authenticationKey", canary("forbidden"))))
                .put(vault.path(vault.tenant, 3))
                .then());
        noting(vault.reveal(2, canary("no-token")));
        String token = TestTokens.signed(vault.token(2));
        canaries.add(token.split("\\.")[2]);
        noting(vault.reveal(1, token));
        noting(vault.reveal(2, token.substring(0, token.length() - 4) + "AAAA"));
        String bearer = canary("bearer");
        noting(given().auth().oauth2(bearer).post(vault.revealPath(2)).then());
        noting(given().auth()
                .oauth2("a." + bearer + ".c")
                .post(vault.revealPath(2))
                .then());
    }

    private void revealed(int version) throws Exception {
        String runToken = TestTokens.signed(vault.token(version));
        String bearer = TestTokens.service("poller-service", "vault:reveal runs:lease");
        canaries.add(runToken.split("\\.")[2]);
        canaries.add(bearer.split("\\.")[2]);
        given().auth()
                .oauth2(bearer)
                .header("Run-Token", runToken)
                .contentType("application/json")
                .post(vault.revealPath(version))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse seal(int version, String member, Map<String, Object> content) throws Exception {
        Map<String, Object> body = new HashMap<>();
        body.put("connectorId", vault.connector);
        body.put(member, content);
        return vault.seal(vault.tenant, version, body);
    }

    private void noting(ValidatableResponse refused) {
        assertThat(refused.extract().statusCode()).isBetween(400, 499);
        answers.add(refused.extract().headers() + refused.extract().asString());
    }

    private String canary(String about) {
        String canary = about + "-c4n4ry-" + UUID.randomUUID();
        canaries.add(canary);
        return canary;
    }

    /** The loggers that said it. */
    private static List<String> where(String log, String form) {
        return log.lines()
                .filter(line -> line.contains(form))
                .map(line -> line.replaceAll(".*\"loggerName\":\"([^\"]+)\".*", "$1"))
                .distinct()
                .toList();
    }
}
