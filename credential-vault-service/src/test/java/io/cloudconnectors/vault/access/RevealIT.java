package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.local.servers.Database;
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
        FOREIGN_KEY_AND_EXPIRED,
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
                case FOREIGN_KEY_AND_EXPIRED -> claims.setExpirationTimeMinutesInTheFuture(-1);
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
                } else if (this == FOREIGN_KEY || this == FOREIGN_KEY_AND_EXPIRED) {
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
    void aRunThatHasFinishedOpensNothingOnceItsLastTokenIsOver() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        JwtClaims last = vault.token(1);
        last.setExpirationTimeMinutesInTheFuture(-1);

        vault.reveal(1, TestTokens.signed(last))
                .statusCode(403)
                .body("code", equalTo("RUN_TOKEN_EXPIRED"))
                .body(not(Matchers.containsString(VaultCalls.ROLE)));

        assertThat(vault.audited()).containsExactly("SEAL ALLOWED", "REVEAL RUN_TOKEN_EXPIRED");
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
    void aRunThatALaterAttemptHasIsLostToTheEarlierOne() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        JwtClaims first = vault.token(1);
        JwtClaims second = JwtClaims.parse(first.toJson());
        second.setClaim(RunTokenClaims.ATTEMPT, 2);

        vault.reveal(1, TestTokens.signed(first)).statusCode(200);
        vault.reveal(1, TestTokens.signed(second)).statusCode(200);
        vault.reveal(1, TestTokens.signed(first)).statusCode(403).body("code", equalTo("RUN_TOKEN_MISMATCH"));
        vault.reveal(1, TestTokens.signed(second)).statusCode(200);

        assertThat(vault.audited()).containsOnlyOnce("REVEAL RUN_TOKEN_MISMATCH");
    }

    /** Why a record cannot be written: as the role may not, on a full disk, at the commit, and as the database dies over it. */
    enum Failure {
        NOT_ALLOWED("REVOKE INSERT ON audit FROM vault_app", "GRANT INSERT ON audit TO vault_app"),
        DISK_FULL("BEFORE INSERT", "RAISE EXCEPTION USING ERRCODE = 'disk_full'", ""),
        AT_THE_COMMIT("AFTER INSERT", "RAISE EXCEPTION USING ERRCODE = 'disk_full'", "DEFERRABLE INITIALLY DEFERRED"),
        CONNECTION_LOST("BEFORE INSERT", "PERFORM pg_terminate_backend(pg_backend_pid())", "");

        private final String make;
        private final String repair;

        Failure(String make, String repair) {
            this.make = make;
            this.repair = repair;
        }

        Failure(String when, String what, String deferred) {
            this(
                    """
                    CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN %s; RETURN NEW; END $$;
                    CREATE %s TRIGGER fails %s ON audit %s FOR EACH ROW EXECUTE FUNCTION fails()
                    """.formatted(what, deferred.isEmpty() ? "" : "CONSTRAINT", when, deferred),
                    "DROP FUNCTION fails CASCADE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutADurableAuditRecordNoSecretLeaves(Failure failure) throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        try (Connection superuser =
                TestServers.postgres().superuser(Database.VAULT).connect()) {
            superuser.createStatement().execute(failure.make);
            try {
                vault.reveal(1, TestTokens.signed(vault.token(1)))
                        .statusCode(503)
                        .body("code", equalTo("UNAVAILABLE"))
                        .body(not(Matchers.containsString(VaultCalls.ROLE)));
            } finally {
                superuser.createStatement().execute(failure.repair);
            }
        }
        assertThat(vault.audited()).containsExactly("SEAL ALLOWED");
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);
    }
}
