package io.cloudconnectors.vault.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.vault.access.TestTokens;
import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A token that was verified lately is not verified again, and opens no more than it did. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class VerifiedTokensIT {
    private final VaultCalls vault = new VaultCalls();

    @Inject
    VerifiedTokens tokens;

    @Test
    void aTokenThatWasVerifiedIsKnownAndNeedsARunTokenAllTheSame() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        String poller = TestTokens.service("poller-service", "vault:reveal runs:lease");
        assertThat(tokens.bearer(poller)).isEmpty();

        for (int i = 0; i < 2; i++) {
            as(poller)
                    .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                    .post(vault.revealPath(1))
                    .then()
                    .statusCode(200);
            as(poller).post(vault.revealPath(1)).then().statusCode(401);
        }

        assertThat(tokens.bearer(poller)).isPresent();
    }

    @Test
    void aServiceThatIsKnownKeepsItsScopes() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        String writer = TestTokens.service("connector-api", "vault:write");

        for (int i = 0; i < 2; i++) {
            as(writer)
                    .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                    .post(vault.revealPath(1))
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aTokenThatWasRefusedIsNotKnown() throws Exception {
        String forged = TestTokens.service("poller-service", "vault:reveal") + "x";

        for (int i = 0; i < 2; i++) {
            as(forged).post(vault.revealPath(1)).then().statusCode(401);
        }

        assertThat(tokens.bearer(forged)).isEmpty();
    }

    private static RequestSpecification as(String accessToken) {
        return given().auth().oauth2(accessToken);
    }
}
