package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who a caller must be, before any run token counts. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class AccessTokenIT {
    private static final String POLLER = "vault:reveal runs:lease";

    private final VaultCalls vault = new VaultCalls();

    @Inject
    MeterRegistry metrics;

    enum Forgery {
        EXPIRED,
        WRONG_AUDIENCE,
        NO_AUDIENCE,
        ALG_NONE,
        HMAC_WITH_THE_PUBLIC_KEY,
        FOREIGN_KEY,
        GARBAGE;

        String token() throws Exception {
            JwtClaims claims = TestTokens.serviceClaims("poller-service", POLLER);
            switch (this) {
                case GARBAGE -> {
                    return "not.a.token";
                }
                case EXPIRED -> claims.setExpirationTimeMinutesInTheFuture(-1);
                case WRONG_AUDIENCE -> claims.setAudience("connector-api");
                case NO_AUDIENCE -> claims.unsetClaim("aud");
                case ALG_NONE, HMAC_WITH_THE_PUBLIC_KEY, FOREIGN_KEY -> {}
            }
            KeyPairGenerator foreign = KeyPairGenerator.getInstance("RSA");
            foreign.initialize(2048);
            return TestTokens.access(claims, jws -> {
                if (this == ALG_NONE) {
                    jws.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
                    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
                    jws.setKey(null);
                } else if (this == HMAC_WITH_THE_PUBLIC_KEY) {
                    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
                    jws.setKey(new HmacKey(TestTokens.SERVICE_KEY.getPublic().getEncoded()));
                } else if (this == FOREIGN_KEY) {
                    jws.setKey(foreign.generateKeyPair().getPrivate());
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForgedAccessTokenIsRefused(Forgery forgery) throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        with(forgery.token())
                .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                .post(vault.revealPath(1))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("UNAUTHENTICATED"));
        with(forgery.token())
                .body(vault.awsBody(VaultCalls.ROLE))
                .put(vault.path(vault.tenant, 2))
                .then()
                .statusCode(401);
        assertThat(vault.audited()).containsExactly("SEAL ALLOWED");
    }

    @Test
    void aPersonsTokenIsForbiddenAndTheRecordSaysWhose() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        JwtClaims person = TestTokens.serviceClaims("console", "openid");
        person.setSubject("0193-alice");
        person.setStringClaim("preferred_username", "alice@acme.example");
        person.setStringClaim("tenant", vault.tenant);
        person.setClaim("realm_access", Map.of("roles", List.of("admin")));

        with(TestTokens.access(person, jws -> {}))
                .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                .post(vault.revealPath(1))
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));

        assertThat(vault.auditedBy("console/0193-alice")).containsExactly("REVEAL FORBIDDEN");
    }

    @Test
    void aServiceWithAnotherScopeIsForbiddenAndAudited() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        for (String scope :
                new String[] {"runs:lease", "credentials:reconcile", "vault:write", "vault:operate", "vault"}) {
            VaultCalls.as("other-service", scope)
                    .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                    .post(vault.revealPath(1))
                    .then()
                    .statusCode(403);
        }

        assertThat(vault.auditedBy("other-service")).hasSize(5).containsOnly("REVEAL FORBIDDEN");
    }

    /** The audit log is not for strangers to fill. */
    @Test
    void aFloodOfStrangersIsCountedAndCostsTheLogOneRecordAMinute() throws Exception {
        double countedBefore = counted();
        long recordedBefore = strangersInTheLog();

        for (int i = 0; i < 20; i++) {
            given().post(vault.revealPath(1)).then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
            with("not.a.token").post(vault.revealPath(1)).then().statusCode(401);
        }

        assertThat(counted() - countedBefore).isEqualTo(40);
        await().until(() -> strangersInTheLog() >= 1);
        assertThat(strangersInTheLog() - recordedBefore).isLessThanOrEqualTo(1);
        assertThat(vault.audited()).isEmpty();
    }

    private static RequestSpecification with(String accessToken) {
        return given().auth().oauth2(accessToken).contentType(ContentType.JSON);
    }

    private double counted() {
        return metrics.get("vault.unauthenticated").counter().count();
    }

    private static long strangersInTheLog() throws Exception {
        try (Connection connection =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM audit WHERE action = 'AUTHENTICATE' AND actor = 'unknown'"
                                + " AND outcome = 'UNAUTHENTICATED'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
