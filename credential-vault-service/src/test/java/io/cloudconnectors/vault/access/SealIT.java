package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.vault.secret.KeyFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be sealed, and how it comes back: over HTTP, with real tokens and real databases. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class SealIT {
    private final VaultCalls vault = new VaultCalls();

    @Test
    void aSealedRoleIsRevealedToTheHolderOfItsRunToken() throws Exception {
        String externalId = vault.sealAws(1, VaultCalls.ROLE)
                .statusCode(201)
                .body("fingerprint", matchesPattern("[0-9a-f]{16}"))
                .body("externalId", matchesPattern("cc-[0-9a-f]{40}"))
                .extract()
                .path("externalId");

        vault.reveal(1, TestTokens.signed(vault.token(1)))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("credentialId", equalTo(vault.credential.toString()))
                .body("version", equalTo(1))
                .body("aws.roleArn", equalTo(VaultCalls.ROLE))
                .body("aws.externalId", equalTo(externalId));
    }

    @Test
    void sealingTheSameBodyAgainAnswersTheSame() throws Exception {
        ValidatableResponse first = vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        ValidatableResponse again = vault.sealAws(1, VaultCalls.ROLE).statusCode(200);

        assertThat(again.extract().asString()).isEqualTo(first.extract().asString());
        vault.sealAws(1, VaultCalls.ROLE + "Other").statusCode(409).body("code", equalTo("VERSION_CONFLICT"));
        vault.reveal(1, TestTokens.signed(vault.token(1))).body("aws.roleArn", equalTo(VaultCalls.ROLE));
    }

    @Test
    void theExternalIdOutlivesTheRole() throws Exception {
        String externalId = vault.sealAws(1, null).statusCode(201).extract().path("externalId");
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(409).body("code", equalTo("NOTHING_TO_REVEAL"));

        vault.sealAws(2, VaultCalls.ROLE).statusCode(201).body("externalId", equalTo(externalId));

        vault.reveal(2, TestTokens.signed(vault.token(2))).statusCode(200).body("aws.externalId", equalTo(externalId));
    }

    @Test
    void aVersionNeedsTheOneBefore() throws Exception {
        vault.sealAws(2, VaultCalls.ROLE).statusCode(409).body("code", equalTo("PREVIOUS_VERSION_MISSING"));
        for (int none : new int[] {0, -1}) {
            vault.sealAws(none, VaultCalls.ROLE).statusCode(404);
        }
        assertThat(vault.dataKeys()).isEmpty();
    }

    @Test
    void aCredentialBelongsToOneConnector() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        Map<String, Object> body = Map.of("connectorId", UUID.randomUUID(), "aws", Map.of("roleArn", VaultCalls.ROLE));
        for (int version : new int[] {1, 2}) {
            vault.seal(vault.tenant, version, body).statusCode(409).body("code", equalTo("OWNER_MISMATCH"));
        }
        vault.seal("tenant-other", 2, vault.awsBody(VaultCalls.ROLE))
                .statusCode(409)
                .body("code", equalTo("OWNER_MISMATCH"));
    }

    static Stream<String> wrongRoles() {
        return Stream.of(
                VaultCalls.ROLE + "\n",
                "arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:role/CloudConnector",
                "arn:aws-eu:iam::111122223333:role/CloudConnector",
                "arn:aws:iam::111122223333:user/CloudConnector",
                "arn:aws:iam::111122223333:role/" + "x".repeat(65),
                "");
    }

    @ParameterizedTest
    @MethodSource("wrongRoles")
    void aWrongRoleIsRefusedWithItsPointerAndWithoutItsText(String role) throws Exception {
        vault.sealAws(1, role)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_CREDENTIAL"))
                .body("errors[0].pointer", equalTo("#/aws/roleArn"))
                .body(role.isEmpty() ? Matchers.anything() : not(Matchers.containsString(role)));
        assertThat(vault.rows("credential_version")).isZero();
    }

    @Test
    void bodiesThatAreNotTheContractAreRefused() throws Exception {
        vault.seal(vault.tenant, 1, Map.of("connectorId", vault.connector)).statusCode(422);
        vault.seal(
                        vault.tenant,
                        1,
                        Map.of(
                                "connectorId",
                                vault.connector,
                                "aws",
                                Map.of("roleArn", VaultCalls.ROLE),
                                "azure",
                                Map.of()))
                .statusCode(422);
        vault.seal(vault.tenant, 1, Map.of("connectorId", vault.connector, "surprise", "c4n4ry"))
                .statusCode(400)
                .body(not(Matchers.containsString("c4n4ry")));
        VaultCalls.as("connector-api", "vault:write")
                .body("{\"connectorId\": \"c4n4ry")
                .put(vault.path(vault.tenant, 1))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(not(Matchers.containsString("c4n4ry")));
    }

    @Test
    void azureAndGoogleCredentialsAreRevealedAsTheyWereSealed() throws Exception {
        String secret = "s3cr3t-" + UUID.randomUUID();
        vault.sealAzure(1, secret).statusCode(201).body("externalId", Matchers.nullValue());
        vault.reveal(1, TestTokens.signed(vault.token(1))).body("azure.authenticationKey", equalTo(secret));

        String keyFile = KeyFiles.text(KeyFiles.good());
        Map<String, Object> key = Map.of("projectId", "acme-prod", "keyFile", keyFile);
        vault.seal(vault.tenant, 2, Map.of("connectorId", vault.connector, "gcp", key))
                .statusCode(201);
        vault.reveal(2, TestTokens.signed(vault.token(2))).body("gcp.keyFile", equalTo(keyFile));
    }
}
