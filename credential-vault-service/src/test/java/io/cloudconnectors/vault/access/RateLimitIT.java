package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client gets that calls too often. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
@TestProfile(RateLimitIT.FewCalls.class)
class RateLimitIT {
    private static final int FEW = 5;

    private final VaultCalls vault = new VaultCalls();

    /** The same vault with low limits. */
    public static final class FewCalls implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String few = Integer.toString(FEW);
            return Map.of(
                    "vault.rate-limit.reveal-per-minute", few,
                    "vault.rate-limit.write-per-minute", few,
                    "vault.rate-limit.refused-per-minute", few);
        }
    }

    @Test
    void tooManyRevealsAreToldWhenToComeAgainAndRecordedOnce() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        String token = TestTokens.signed(vault.token(1));
        for (int i = 0; i < FEW; i++) {
            vault.reveal(1, token).statusCode(200);
        }
        for (int i = 0; i < 3; i++) {
            vault.reveal(1, token)
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", matchesPattern("\\d+"))
                    .header("RateLimit-Policy", equalTo("\"reveal\";q=5;w=60"))
                    .body("code", equalTo("RATE_LIMITED"));
        }

        assertThat(vault.audited()).containsOnlyOnce("REVEAL RATE_LIMITED");
        assertThat(vault.audited()).filteredOn("REVEAL ALLOWED"::equals).hasSize(FEW);
    }

    /** Whose records would fill the log otherwise. */
    @Test
    void soAreCallsThatAreRefusedForTheirScope() throws Exception {
        for (int i = 0; i < FEW; i++) {
            VaultCalls.as("nosy", "runs:lease").post(vault.revealPath(1)).then().statusCode(403);
        }
        for (int i = 0; i < 3; i++) {
            VaultCalls.as("nosy", "runs:lease").post(vault.revealPath(1)).then().statusCode(429);
        }

        assertThat(vault.audited()).filteredOn("REVEAL FORBIDDEN"::equals).hasSize(FEW);
        assertThat(vault.audited()).containsOnlyOnce("REVEAL RATE_LIMITED");
    }

    @Test
    void andWritesOfEachClientApart() throws Exception {
        for (int i = 0; i < FEW; i++) {
            write("importer").statusCode(204);
        }

        write("importer").statusCode(429);
        write("another").statusCode(204);

        assertThat(vault.audited()).containsOnlyOnce("SHRED RATE_LIMITED");
    }

    private io.restassured.response.ValidatableResponse write(String client) throws Exception {
        return VaultCalls.as(client, "vault:write")
                .delete(vault.credentialPath(vault.tenant))
                .then();
    }
}
