package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure and Google Cloud over HTTP: creation, what is shown, what is refused, and a secret replaced in place. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ProvidersIT {
    private final String tenant = Http.newTenant();
    private final String directory = UUID.randomUUID().toString();
    private final String application = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String secret = "secret-" + UUID.randomUUID();

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void anAzureConnectorShowsItsIdsInLowerCaseAndNeverItsSecret() {
        String body = azure().replace(directory, directory.toUpperCase(java.util.Locale.ROOT));

        ValidatableResponse answer = create(body).statusCode(201);
        JsonPath created = answer.extract().jsonPath();

        answer.body(not(containsString(secret)));
        assertThat(created.getString("azure.directoryId")).isEqualTo(directory);
        assertThat(created.getString("azure.applicationId")).isEqualTo(application);
        assertThat(created.getString("azure.subscriptionId")).isEqualTo(subscription);
        assertThat(created.getString("azure.cloud")).isEqualTo("PUBLIC");
        assertThat(created.getString("credential.expiresAt")).isEqualTo("2027-05-01T00:00:00Z");
        assertThat(created.getString("reason.code")).isEqualTo("AWAITING_FIRST_RUN");
        assertThat(created.getMap("")).doesNotContainKeys("aws", "gcp");
        assertThat(Rows.isDue(created.getString("id"))).isTrue();
        var sealed = Setting.vault().sealed(tenant, 1).orElseThrow().azure();
        assertThat(sealed.authenticationKey()).isEqualTo(secret);
        assertThat(sealed.directoryId()).isEqualTo(directory);
        assertThat(Rows.text("SELECT settings FROM connector WHERE id = ?", created.getString("id")))
                .contains("\"cloud\": \"PUBLIC\"")
                .doesNotContain(application);
    }

    @Test
    void aGoogleConnectorKeepsOfItsKeyFileOnlyWhatSigningNeeds() {
        ValidatableResponse answer = create(gcp(KeyFiles.serviceAccount())).statusCode(201);
        JsonPath created = answer.extract().jsonPath();

        answer.body(not(containsString("PRIVATE KEY")));
        assertThat(created.getString("gcp.projectId")).isEqualTo("acme-prod");
        assertThat(created.getString("gcp.serviceAccountEmail")).isEqualTo(KeyFiles.EMAIL);
        assertThat(Setting.vault().sealed(tenant, 1).orElseThrow().gcp().keyFile())
                .contains("BEGIN PRIVATE KEY")
                .doesNotContain("token_uri", "attacker.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external_account",
                "authorized_user",
                "impersonated_service_account",
                "external_account_authorized_user",
                "something_else"
            })
    void aKeyFileOfAnotherTypeIsRefusedInOneSentence(String type) {
        create(gcp("{\"type\": \"" + type + "\", \"credential_source\": {\"executable\": {\"command\": \"x\"}}}"))
                .statusCode(422)
                .body("errors.size()", equalTo(1))
                .body("errors[0].pointer", equalTo("#/gcp/serviceAccountKey/type"))
                .body("errors[0].code", equalTo("NOT_SUPPORTED"))
                .body("errors[0].detail", containsString("gcloud iam service-accounts keys create"));
        assertThat(Setting.vault().sealedFor(tenant)).isZero();
    }

    @Test
    void aKeyThatIsTooShortToSignWithIsRefused() {
        create(gcp(KeyFiles.serviceAccount(1024)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/gcp/serviceAccountKey/private_key"))
                .body("errors[0].detail", containsString("2048 bits"));
    }

    @Test
    void aKeyFileIsReadStrictlyAndNeverEchoed() {
        String key = KeyFiles.serviceAccount();
        create(gcp(key.replace("googleapis.com\"}", "evil.example\"}")))
                .statusCode(422)
                .body("errors.pointer", hasItem("#/gcp/serviceAccountKey/universe_domain"));
        create(gcp(key.replace("\"type\"", "\"executable\": \"/bin/sh\", \"type\"")))
                .statusCode(422)
                .body("errors.pointer", hasItem("#/gcp/serviceAccountKey/executable"));
        create(gcp(key.replace("BEGIN PRIVATE KEY-----\\n", "BEGIN PRIVATE KEY-----\\nAAAA")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/gcp/serviceAccountKey/private_key"))
                .body(not(containsString("AAAA")));
    }

    @ParameterizedTest
    @CsvSource({
        "directoryId, 12345, #/azure/directoryId",
        "authenticationKey, has space, #/azure/authenticationKey",
        "authenticationKeyExpiresAt, never, #/azure/authenticationKeyExpiresAt",
        "cloud, GERMANY, #/azure/cloud",
        "tenantId, x, #/azure/tenantId"
    })
    void aFieldOfAzureThatIsNotValidIsNamed(String field, String value, String pointer) {
        String given = "\"" + field + "\": \"" + value + "\"";
        String body = azure().contains("\"" + field + "\"")
                ? azure().replaceFirst("\"" + field + "\": \"[^\"]*\"", given)
                : azure().replace("\"azure\": {", "\"azure\": {" + given + ", ");

        create(body).statusCode(422).body("errors.pointer", hasItem(pointer)).body(not(containsString(secret)));
    }

    @Test
    void theMemberOfItsProviderMustBeThereAndNoOther() {
        create("{\"name\": \"a\", \"provider\": \"AZURE\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/azure"));
        create(azure().replace("\"azure\":", "\"aws\": {}, \"azure\":"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/aws"))
                .body("errors[0].code", equalTo("OTHER_PROVIDER"));
    }

    @Test
    void aSubscriptionIsReadByOneConnectorOfATenant() {
        create(azure()).statusCode(201);

        create(azure().replace("\"az\"", "\"other\""))
                .statusCode(409)
                .body("code", equalTo("DUPLICATE_ACCOUNT"))
                .body("errors[0].pointer", equalTo("#/azure/subscriptionId"));
    }

    @Test
    void aPatchKeepsTheAccountAndTakesNoSecret() {
        String id = create(azure()).statusCode(201).extract().path("id");

        patch(id, "{\"azure\": {\"subscriptionId\": \"" + UUID.randomUUID() + "\"}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"))
                .body("errors[0].pointer", equalTo("#/azure/subscriptionId"));
        patch(id, "{\"azure\": {\"directoryId\": \"" + UUID.randomUUID() + "\"}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/azure/directoryId"));
        patch(id, "{\"azure\": {\"authenticationKey\": \"x\"}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/azure/authenticationKey"));
        patch(id, "{\"azure\": {\"cloud\": \"US_GOVERNMENT\"}, \"description\": \"d\"}")
                .statusCode(200)
                .body("azure.cloud", equalTo("US_GOVERNMENT"))
                .body("credential.version", equalTo(1));
    }

    @Test
    void aReplacedSecretIsANewVersionOfTheSameConnectorWhichIsTriedAtOnce() {
        JsonPath before = create(azure()).statusCode(201).extract().jsonPath();
        String id = before.getString("id");
        Rows.pretendThatItRan(id);
        String next = "next-" + UUID.randomUUID();

        replace(id, "{\"azure\": {\"authenticationKey\": \"" + next + "\"}}")
                .statusCode(200)
                .body("id", equalTo(id))
                .body("credential.version", equalTo(2))
                .body("credential.fingerprint", not(equalTo(before.getString("credential.fingerprint"))))
                .body("credential.expiresAt", equalTo(null))
                .body("createdAt", equalTo(before.getString("createdAt")))
                .body(not(containsString(next)));

        assertThat(Setting.vault().sealed(tenant, 2).orElseThrow().azure().authenticationKey())
                .isEqualTo(next);
        assertThat(Rows.isDue(id)).isTrue();
    }

    @Test
    void aReplacedSecretHasAnOfflineConnectorProbedAtOnce() {
        String id = create(azure()).statusCode(201).extract().path("id");
        Rows.pretendThatItRan(id);
        Rows.execute("UPDATE connector SET state = 'OFFLINE' WHERE id = ?", id);

        replace(id, "{\"azure\": {\"authenticationKey\": \"next\"}}").statusCode(200);

        assertThat(Rows.isDue(id)).isTrue();
        assertThat(Rows.text("SELECT mode || ' ' || changed FROM schedule WHERE connector_id = ?", id))
                .isEqualTo("PROBE false");
    }

    @Test
    void aSecretReplacedWhileARunGoesIsTriedWhenThatEnds() {
        String id = create(azure()).statusCode(201).extract().path("id");
        Rows.pretendThatItRan(id);
        Rows.execute("UPDATE schedule SET active_run_id = uuidv7() WHERE connector_id = ?", id);

        replace(id, "{\"azure\": {\"authenticationKey\": \"next\"}}").statusCode(200);

        assertThat(Rows.isDue(id)).isFalse();
        assertThat(Rows.text("SELECT mode || ' ' || changed FROM schedule WHERE connector_id = ?", id))
                .isEqualTo("SCHEDULED true");
    }

    @Test
    void aReplacedRoleKeepsItsExternalId() {
        String account = Http.newAccount();
        JsonPath before = Http.create(tenant, "a", account);

        replace(before.getString("id"), "{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}")
                .statusCode(200)
                .body("credential.version", equalTo(2))
                .body("aws.externalId", equalTo(before.getString("aws.externalId")));
        replace(before.getString("id"), "{\"aws\": {}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/aws/roleArn"));
    }

    @Test
    void aReplacementWithoutTheVaultOrTheRightToItChangesNothing() {
        JsonPath before =
                create(gcp(KeyFiles.serviceAccount())).statusCode(201).extract().jsonPath();
        String id = before.getString("id");
        String body = "{\"gcp\": {\"serviceAccountKey\": " + KeyFiles.serviceAccount() + "}}";

        Setting.vault().goDown(true);
        replace(id, body).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));
        Setting.vault().goDown(false);
        as(tenant, "viewer")
                .body(body)
                .put(CONNECTORS + "/" + id + "/credential")
                .then()
                .statusCode(403);
        as(Http.newTenant())
                .body(body)
                .put(CONNECTORS + "/" + id + "/credential")
                .then()
                .statusCode(404);
        replace(id, "{\"azure\": {\"authenticationKey\": \"x\"}}").statusCode(422);
        replace(
                        id,
                        "{\"gcp\": {\"projectId\": \"other-project\", \"serviceAccountKey\": "
                                + KeyFiles.serviceAccount() + "}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"));

        assertThat(Http.read(tenant, id).getMap("")).isEqualTo(before.getMap(""));
    }

    private String azure() {
        return """
                {"name": "az", "provider": "AZURE", "azure": {"directoryId": "%s", "applicationId": "%s", \
                "subscriptionId": "%s", "authenticationKey": "%s", "authenticationKeyExpiresAt": "2027-05-01T00:00:00Z"}}
                """.formatted(directory, application, subscription, secret);
    }

    private static String gcp(String keyFile) {
        return """
                {"name": "gcp", "provider": "GCP", "gcp": {"projectId": "acme-prod", "serviceAccountKey": %s}}
                """.formatted(keyFile);
    }

    private ValidatableResponse create(String body) {
        return as(tenant).body(body).post(CONNECTORS).then();
    }

    private ValidatableResponse patch(String id, String body) {
        return Http.patch(tenant, id, body);
    }

    private ValidatableResponse replace(String id, String body) {
        return as(tenant).body(body).put(CONNECTORS + "/" + id + "/credential").then();
    }
}
