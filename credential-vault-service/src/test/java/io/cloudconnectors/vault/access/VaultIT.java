package io.cloudconnectors.vault.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vault as its two callers see it: over HTTP, with real tokens and real databases. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class VaultIT {
    private static final String ROLE = "arn:aws:iam::111122223333:role/CloudConnector";

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final UUID connector = UUID.randomUUID();
    private final UUID credential = UUID.randomUUID();

    @Test
    void aSealedRoleIsRevealedToTheHolderOfItsRunToken() throws Exception {
        String externalId = sealAws(1, ROLE)
                .statusCode(201)
                .body("fingerprint", matchesPattern("[0-9a-f]{16}"))
                .body("externalId", matchesPattern("cc-[0-9a-f]{40}"))
                .extract()
                .path("externalId");

        reveal(1, TestTokens.signed(token(1)))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("credentialId", equalTo(credential.toString()))
                .body("version", equalTo(1))
                .body("aws.roleArn", equalTo(ROLE))
                .body("aws.externalId", equalTo(externalId));
    }

    @Test
    void sealingTheSameBodyAgainAnswersTheSame() throws Exception {
        ValidatableResponse first = sealAws(1, ROLE).statusCode(201);
        ValidatableResponse again = sealAws(1, ROLE).statusCode(200);

        assertThat(again.extract().asString()).isEqualTo(first.extract().asString());
        sealAws(1, ROLE + "Other").statusCode(409).body("code", equalTo("VERSION_CONFLICT"));
        reveal(1, TestTokens.signed(token(1))).body("aws.roleArn", equalTo(ROLE));
    }

    @Test
    void theExternalIdOutlivesTheRole() throws Exception {
        String externalId = sealAws(1, null).statusCode(201).extract().path("externalId");
        reveal(1, TestTokens.signed(token(1))).statusCode(409).body("code", equalTo("NOTHING_TO_REVEAL"));

        sealAws(2, ROLE).statusCode(201).body("externalId", equalTo(externalId));

        reveal(2, TestTokens.signed(token(2))).statusCode(200).body("aws.externalId", equalTo(externalId));
    }

    @Test
    void aVersionNeedsTheOneBefore() throws Exception {
        sealAws(2, ROLE).statusCode(409).body("code", equalTo("PREVIOUS_VERSION_MISSING"));
    }

    @Test
    void aCredentialBelongsToOneConnector() throws Exception {
        sealAws(1, ROLE).statusCode(201);

        Map<String, Object> body = Map.of("connectorId", UUID.randomUUID(), "aws", Map.of("roleArn", ROLE));
        for (int version : new int[] {1, 2}) {
            seal(tenant, version, body).statusCode(409).body("code", equalTo("OWNER_MISMATCH"));
        }
        seal("tenant-other", 2, awsBody(ROLE)).statusCode(409).body("code", equalTo("OWNER_MISMATCH"));
    }

    static Stream<String> wrongRoles() {
        return Stream.of(
                ROLE + "\n",
                "arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:role/CloudConnector",
                "arn:aws-eu:iam::111122223333:role/CloudConnector",
                "arn:aws:iam::111122223333:user/CloudConnector",
                "arn:aws:iam::111122223333:role/" + "x".repeat(65),
                "");
    }

    @ParameterizedTest
    @MethodSource("wrongRoles")
    void aWrongRoleIsRefusedWithItsPointerAndWithoutItsText(String role) throws Exception {
        sealAws(1, role)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_CREDENTIAL"))
                .body("errors[0].pointer", equalTo("#/aws/roleArn"))
                .body(role.isEmpty() ? Matchers.anything() : not(Matchers.containsString(role)));
        assertThat(rows("credential_version")).isZero();
    }

    @Test
    void bodiesThatAreNotTheContractAreRefused() throws Exception {
        seal(tenant, 1, Map.of("connectorId", connector)).statusCode(422);
        seal(tenant, 1, Map.of("connectorId", connector, "aws", Map.of("roleArn", ROLE), "azure", Map.of()))
                .statusCode(422);
        seal(tenant, 1, Map.of("connectorId", connector, "surprise", "c4n4ry"))
                .statusCode(400)
                .body(not(Matchers.containsString("c4n4ry")));
        as("connector-api", "vault:write")
                .body("{\"connectorId\": \"c4n4ry")
                .put(path(tenant, 1))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(not(Matchers.containsString("c4n4ry")));
    }

    @Test
    void azureAndGoogleCredentialsAreRevealedAsTheyWereSealed() throws Exception {
        String secret = "s3cr3t-" + UUID.randomUUID();
        UUID guid = UUID.randomUUID();
        seal(
                        tenant,
                        1,
                        Map.of(
                                "connectorId",
                                connector,
                                "azure",
                                Map.of("directoryId", guid, "applicationId", guid, "authenticationKey", secret)))
                .statusCode(201)
                .body("externalId", Matchers.nullValue());
        reveal(1, TestTokens.signed(token(1))).body("azure.authenticationKey", equalTo(secret));

        Map<String, Object> key = Map.of("projectId", "acme-prod", "keyFile", "{\"k\":\"" + secret + "\"}");
        seal(tenant, 2, Map.of("connectorId", connector, "gcp", key)).statusCode(201);
        reveal(2, TestTokens.signed(token(2))).body("gcp.keyFile", equalTo("{\"k\":\"" + secret + "\"}"));
    }

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
        sealAws(1, ROLE).statusCode(201);

        reveal(1, forgery.token(token(1)))
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("RUN_TOKEN_INVALID"))
                .body(not(Matchers.containsString(ROLE)));

        assertThat(audited()).containsExactly("SEAL ALLOWED", "REVEAL RUN_TOKEN_INVALID");
    }

    @Test
    void aRunTokenOpensItsOwnCredentialVersionOnly() throws Exception {
        sealAws(1, ROLE).statusCode(201);
        List<JwtClaims> others = List.of(
                TestTokens.runToken("tenant-other", connector, credential, 1),
                TestTokens.runToken(tenant, UUID.randomUUID(), credential, 1),
                TestTokens.runToken(tenant, connector, UUID.randomUUID(), 1),
                TestTokens.runToken(tenant, connector, credential, 2));
        for (JwtClaims claims : others) {
            reveal(1, TestTokens.signed(claims)).statusCode(403).body("code", equalTo("RUN_TOKEN_MISMATCH"));
        }
    }

    @Test
    void connectorApiWritesAndNeverReads() throws Exception {
        sealAws(1, ROLE).statusCode(201);

        as("connector-api", "vault:write")
                .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(token(1)))
                .post(revealPath(1))
                .then()
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        as("connector-api", "vault:write").get(path(tenant, 1)).then().statusCode(405);
        as("poller-service", "vault:reveal runs:lease")
                .body(awsBody(ROLE))
                .put(path(tenant, 2))
                .then()
                .statusCode(403);
        as("poller-service", "vault:reveal runs:lease")
                .delete("/internal/v1/tenants/" + tenant + "/credentials/" + credential)
                .then()
                .statusCode(403);
        given().post(revealPath(1)).then().statusCode(401);

        assertThat(audited()).contains("REVEAL FORBIDDEN", "SEAL FORBIDDEN", "SHRED FORBIDDEN");
    }

    @Test
    void aShreddedCredentialIsGone() throws Exception {
        sealAws(1, ROLE).statusCode(201);

        for (int time = 0; time < 2; time++) {
            as("connector-api", "vault:write")
                    .delete("/internal/v1/tenants/" + tenant + "/credentials/" + credential)
                    .then()
                    .statusCode(204);
        }

        reveal(1, TestTokens.signed(token(1))).statusCode(404);
        assertThat(rows("credential_version")).isZero();
    }

    @Test
    void withoutAnAuditRecordNoSecretLeaves() throws Exception {
        sealAws(1, ROLE).statusCode(201);
        try (Connection owner = TestServers.postgres().login(Role.VAULT_OWNER).connect()) {
            owner.createStatement().execute("REVOKE INSERT ON audit FROM vault_app");
            try {
                reveal(1, TestTokens.signed(token(1)))
                        .statusCode(503)
                        .body("code", equalTo("UNAVAILABLE"))
                        .body(not(Matchers.containsString(ROLE)));
            } finally {
                owner.createStatement().execute("GRANT INSERT ON audit TO vault_app");
            }
        }
        reveal(1, TestTokens.signed(token(1))).statusCode(200);
    }

    @Test
    void theLogAndTheVersionsCannotBeChanged() throws Exception {
        sealAws(1, ROLE).statusCode(201);
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
        String externalId = sealAws(1, ROLE).extract().path("externalId");
        String secret = "s3cr3t-" + UUID.randomUUID();
        UUID guid = UUID.randomUUID();
        seal(
                        tenant,
                        2,
                        Map.of(
                                "connectorId",
                                connector,
                                "azure",
                                Map.of("directoryId", guid, "applicationId", guid, "authenticationKey", secret)))
                .statusCode(201);
        String token = TestTokens.signed(token(2));
        reveal(2, token).statusCode(200);

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
        assertThat(everything).contains(tenant);
        for (String canary : List.of(externalId, secret, ROLE, token)) {
            byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
            assertThat(everything)
                    .doesNotContain(canary)
                    .doesNotContain(HexFormat.of().formatHex(bytes))
                    .doesNotContain(Base64.getEncoder().encodeToString(bytes));
        }
    }

    private JwtClaims token(int version) {
        return TestTokens.runToken(tenant, connector, credential, version);
    }

    private Map<String, Object> awsBody(String role) {
        Map<String, Object> aws = new HashMap<>();
        aws.put("roleArn", role);
        return Map.of("connectorId", connector, "aws", aws);
    }

    private ValidatableResponse sealAws(int version, String role) throws Exception {
        return seal(tenant, version, awsBody(role));
    }

    private ValidatableResponse seal(String owner, int version, Map<String, Object> body) throws Exception {
        return as("connector-api", "vault:write")
                .body(body)
                .put(path(owner, version))
                .then();
    }

    private ValidatableResponse reveal(int version, String runToken) throws Exception {
        return as("poller-service", "vault:reveal runs:lease")
                .header(RevealedCredential.RUN_TOKEN_HEADER, runToken)
                .post(revealPath(version))
                .then();
    }

    private static RequestSpecification as(String client, String scope) throws Exception {
        return given().auth().oauth2(TestTokens.service(client, scope)).contentType(ContentType.JSON);
    }

    private String path(String owner, int version) {
        return "/internal/v1/tenants/" + owner + "/credentials/" + credential + "/versions/" + version;
    }

    private String revealPath(int version) {
        return "/internal/v1/credentials/" + credential + "/versions/" + version + "/reveal";
    }

    private long rows(String table) throws Exception {
        try (Connection connection =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM " + table + " WHERE credential_id = '" + credential + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<String> audited() throws Exception {
        List<String> entries = new ArrayList<>();
        try (Connection connection =
                        TestServers.postgres().superuser(Database.VAULT).connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT action || ' ' || outcome FROM audit WHERE credential_id = '" + credential
                                + "' ORDER BY chain, seq")) {
            while (rows.next()) {
                entries.add(rows.getString(1));
            }
        }
        return entries;
    }
}
