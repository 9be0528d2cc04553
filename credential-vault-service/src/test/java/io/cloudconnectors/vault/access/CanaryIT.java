package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.contracts.RevealedCredential;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A credential that nobody has a reason to ask for. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class CanaryIT {
    private static final String ALARM = "A canary credential was asked for";

    private final VaultCalls vault = new VaultCalls();
    private final ToldLog alarms = ToldLog.of(Canaries.class);

    @Inject
    MeterRegistry metrics;

    private double before;

    @BeforeEach
    void aCredentialLikeAnyOther() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        before = touches();
    }

    @AfterEach
    void stopListening() {
        alarms.close();
    }

    @Test
    void whoHoldsEveryTokenGetsNothingAndRaisesTheAlarm() throws Exception {
        plant();

        ValidatableResponse answer = vault.reveal(1, TestTokens.signed(vault.token(1)));

        answer.statusCode(404).body("code", equalTo("NOT_FOUND")).body(not(Matchers.containsString(VaultCalls.ROLE)));
        assertAlarm("poller-service");
        assertThat(vault.audited())
                .containsExactly("SEAL ALLOWED", "CANARY_PLANT ALLOWED", "CANARY_TOUCH TOUCHED", "REVEAL NOT_FOUND");
    }

    /** He shall not see that he was noticed. */
    @Test
    void theAnswerIsThatOfAVersionThatIsNotThere() throws Exception {
        VaultCalls gone = new VaultCalls();
        String ofNothing = gone.reveal(1, TestTokens.signed(gone.token(1)))
                .statusCode(404)
                .extract()
                .asString();
        plant();

        assertThat(vault.reveal(1, TestTokens.signed(vault.token(1))).extract().asString())
                .isEqualTo(ofNothing);
    }

    @Test
    void aForgedRunTokenRaisesItToo() throws Exception {
        plant();

        vault.reveal(1, "not.a.token").statusCode(401).body("code", equalTo("RUN_TOKEN_INVALID"));

        assertAlarm("poller-service");
    }

    @Test
    void soDoesAServiceWithoutTheScope() throws Exception {
        plant();

        VaultCalls.as("connector-api", "vault:write")
                .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                .post(vault.revealPath(1))
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));

        assertAlarm("connector-api");
    }

    @Test
    void andWhoeverHasNoAccessToken() throws Exception {
        plant();

        given().post(vault.revealPath(1)).then().statusCode(401);

        await().untilAsserted(() -> assertAlarm("unknown"));
    }

    @Test
    void eachTouchIsCountedAndOneAMinuteIsTold() throws Exception {
        plant();

        for (int i = 0; i < 5; i++) {
            vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(404);
        }

        assertThat(touches() - before).isEqualTo(5);
        assertThat(alarms.messages()).filteredOn(it -> it.startsWith(ALARM)).hasSize(1);
        assertThat(vault.audited()).containsOnlyOnce("CANARY_TOUCH TOUCHED");
    }

    @Test
    void onlyAnOperatorPlantsAndRemoves() throws Exception {
        for (String scope : List.of("vault:write", "vault:reveal")) {
            VaultCalls.as("other", scope).put(path()).then().statusCode(403);
            VaultCalls.as("other", scope).delete(path()).then().statusCode(403);
        }
        given().put(path()).then().statusCode(401);
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);

        plant();
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(404);
        VaultCalls.as("vault-operator", "vault:operate").delete(path()).then().statusCode(204);
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);

        assertThat(vault.audited())
                .contains("CANARY_PLANT FORBIDDEN", "CANARY_REMOVE FORBIDDEN", "CANARY_REMOVE ALLOWED");
    }

    private void plant() throws Exception {
        VaultCalls.as("vault-operator", "vault:operate").put(path()).then().statusCode(204);
    }

    private String path() {
        return "/internal/v1/canaries/" + vault.credential;
    }

    private void assertAlarm(String client) throws Exception {
        assertThat(touches() - before).isEqualTo(1);
        assertThat(alarms.messages()).singleElement().asString().startsWith(ALARM);
        assertThat(vault.auditedBy(client)).contains("CANARY_TOUCH TOUCHED");
    }

    private double touches() {
        return metrics.get("vault.canary.touched").counter().count();
    }
}
