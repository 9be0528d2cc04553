package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To whom a secret is handed out, and on what conditions. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class RevealIT {
    private final VaultCalls vault = new VaultCalls();

    enum Forgery {
        MISSING,
        EXPIRED,
        WRONG_AUDIENCE,
        WRONG_ISSUER,
        ALG_NONE,
        HMAC_WITH_THE_PUBLIC_KEY,
        FOREIGN_KEY,
        FOREIGN_KEY_ID,
        NO_EXPIRY,
        NO_CREDENTIAL,
        GARBAGE;

        String token(JwtClaims claims) throws Exception {
            switch (this) {
                case MISSING -> {
                    return "";
                }
                case GARBAGE -> {
                    return "not.a.token";
                }
                case EXPIRED -> claims.setExpirationTimeMinutesInTheFuture(-1);
                case WRONG_AUDIENCE -> claims.setAudience("connector-api");
                case WRONG_ISSUER -> claims.setIssuer("poller-service");
                case NO_EXPIRY -> claims.unsetClaim("exp");
                case NO_CREDENTIAL -> claims.unsetClaim("credential");
                case ALG_NONE, HMAC_WITH_THE_PUBLIC_KEY, FOREIGN_KEY, FOREIGN_KEY_ID -> {}
            }
            return TestTokens.signed(claims, jws -> {
                if (this == ALG_NONE) {
                    jws.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
                    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
                    jws.setKey(null);
                } else if (this == HMAC_WITH_THE_PUBLIC_KEY) {
                    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
                    jws.setKey(new HmacKey(
                            TestTokens.RUN_TOKEN_KEY.getECPublicKey().getEncoded()));
                } else if (this == FOREIGN_KEY) {
                    jws.setKey(TestTokens.ecKey("run-token-key").getPrivateKey());
                } else if (this == FOREIGN_KEY_ID) {
                    jws.setKey(TestTokens.ecKey("other").getPrivateKey());
                    jws.setKeyIdHeaderValue("other");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForgedRunTokenIsRefusedAndAudited(Forgery forgery) throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        vault.reveal(1, forgery.token(vault.token(1)))
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("RUN_TOKEN_INVALID"))
                .body(not(Matchers.containsString(VaultCalls.ROLE)));

        assertThat(vault.audited()).containsExactly("SEAL ALLOWED", "REVEAL RUN_TOKEN_INVALID");
    }

    @Test
    void aRunTokenOpensItsOwnCredentialVersionOnly() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        List<JwtClaims> others = List.of(
                TestTokens.runToken("tenant-other", vault.connector, vault.credential, 1),
                TestTokens.runToken(vault.tenant, UUID.randomUUID(), vault.credential, 1),
                TestTokens.runToken(vault.tenant, vault.connector, UUID.randomUUID(), 1),
                TestTokens.runToken(vault.tenant, vault.connector, vault.credential, 2));
        for (JwtClaims claims : others) {
            vault.reveal(1, TestTokens.signed(claims)).statusCode(403).body("code", equalTo("RUN_TOKEN_MISMATCH"));
        }
    }

    @Test
    void connectorApiWritesAndNeverReads() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        VaultCalls.as("connector-api", "vault:write")
                .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                .post(vault.revealPath(1))
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        VaultCalls.as("connector-api", "vault:write")
                .get(vault.path(vault.tenant, 1))
                .then()
                .statusCode(405);
        VaultCalls.as("poller-service", "vault:reveal runs:lease")
                .body(vault.awsBody(VaultCalls.ROLE))
                .put(vault.path(vault.tenant, 2))
                .then()
                .statusCode(403);
        VaultCalls.as("poller-service", "vault:reveal runs:lease")
                .delete(vault.credentialPath(vault.tenant))
                .then()
                .statusCode(403);
        given().post(vault.revealPath(1)).then().statusCode(401);

        assertThat(vault.audited()).contains("REVEAL FORBIDDEN", "SEAL FORBIDDEN", "SHRED FORBIDDEN");
    }

    @Test
    void withoutAnAuditRecordNoSecretLeaves() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        try (Connection owner = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            owner.createStatement().execute("REVOKE INSERT ON audit FROM vault_app");
            try {
                vault.reveal(1, TestTokens.signed(vault.token(1)))
                        .statusCode(503)
                        .body("code", equalTo("UNAVAILABLE"))
                        .body(not(Matchers.containsString(VaultCalls.ROLE)));
            } finally {
                owner.createStatement().execute("GRANT INSERT ON audit TO vault_app");
            }
        }
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);
    }
}
