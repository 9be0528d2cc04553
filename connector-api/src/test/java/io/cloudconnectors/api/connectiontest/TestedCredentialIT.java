package io.cloudconnectors.api.connectiontest;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which credential a test tries, of connectors and drafts. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class TestedCredentialIT {
    private final TestCalls calls = new TestCalls();

    @Test
    void aTrialIsSealedForTenMinutesAndReplacesNothing() throws Exception {
        // Given
        JsonPath connector = Http.create(calls.tenant(), "prod", calls.account());
        String id = connector.getString("id");

        // When
        calls.test(id, calls.trialOfRole("Other"))
                .statusCode(202)
                .body("credential.source", equalTo("TRIAL"))
                .body("credential", not(hasKey("version")));

        // Then the vault has it apart, with the connector's External ID
        assertThat(Setting.vault().trials(calls.tenant())).singleElement().satisfies(kept -> {
            assertThat(kept.ttlSeconds()).isEqualTo(600);
            assertThat(kept.connectorId()).hasToString(id);
            assertThat(kept.aws()).isEqualTo(new CredentialWrite.AwsRole(Http.role(calls.account()) + "Other"));
            assertThat(kept.externalIdOf()).hasToString(TestCalls.credentialOf(id));
        });
        assertThat(TestCalls.request(id).credential().id()).isNotEqualTo(UUID.fromString(TestCalls.credentialOf(id)));
        assertThat(Http.read(calls.tenant(), id).getMap("")).isEqualTo(connector.getMap(""));
    }

    @Test
    void aSecretThatIsTriedIsInTheVaultAlone() throws Exception {
        // Given
        String id = calls.draft("AZURE");

        // When
        ValidatableResponse answer = calls.test(id, TestCalls.azure()).statusCode(202);

        // Then
        assertThat(Setting.vault().trials(calls.tenant()))
                .singleElement()
                .satisfies(kept -> assertThat(kept.azure().authenticationKey()).isEqualTo(TestCalls.SECRET));
        assertThat(answer.extract().asString()).doesNotContain(TestCalls.SECRET);
        assertThat(Rows.text("SELECT t::text FROM connection_test t WHERE connector_id = ?", id))
                .contains(id)
                .doesNotContain(TestCalls.SECRET);
        assertThat(new String(
                        Kafka.await(Topics.RUNS_INTERACTIVE, record -> id.equals(record.key()))
                                .value(),
                        StandardCharsets.UTF_8))
                .contains("\"TEST\"")
                .doesNotContain(TestCalls.SECRET);
    }

    @Test
    void aDraftIsTestedAndItsConnectorHasTheTest() throws Exception {
        // Given
        String id = calls.draft("AWS");

        // When
        String testId =
                calls.test(id, calls.trialOfRole("")).statusCode(202).extract().path("id");
        TestCalls.succeed(id);
        calls.watch(id, testId).body("state", equalTo("SUCCEEDED"));

        // Then
        as(calls.tenant())
                .body("{\"name\": \"n\", \"provider\": \"AWS\", \"draftId\": \"%s\", \"aws\": {\"roleArn\": \"%s\"}}"
                        .formatted(id, Http.role(calls.account())))
                .post(CONNECTORS)
                .then()
                .statusCode(201);
        calls.watch(id, testId).body("state", equalTo("SUCCEEDED")).body("reason", nullValue());
    }

    @Test
    void aDraftOfGoogleTakesAKeyFile() throws Exception {
        String id = calls.draft("GCP");

        calls.test(
                        id,
                        "{\"gcp\": {\"projectId\": \"acme-prod\", \"serviceAccountKey\": %s}}"
                                .formatted(KeyFiles.serviceAccount()))
                .statusCode(202)
                .body("steps.step", contains("SIGN_IN", "ACCOUNT"));

        assertThat(TestCalls.request(id).settings().gcp().projectId()).isEqualTo("acme-prod");
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "                                             | #/aws              | REQUIRED",
                "{}                                           | #/aws              | REQUIRED",
                "{\"aws\": {}}                                | #/aws/roleArn      | REQUIRED",
                "{\"aws\": {\"roleArn\": \"a-role-of-mine-x\"}} | #/aws/roleArn      | LENGTH",
                "{\"credentialVersion\": 1}                   | #/credentialVersion | NO_SUCH_VERSION",
                "{\"azure\": {}}                              | #/aws              | REQUIRED",
            })
    void aDraftHasNoCredentialSoOneMustCome(@Nullable String body, String pointer, String code) {
        calls.test(calls.draft("AWS"), body == null ? "" : body)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    @Test
    void aStoredVersionIsNamedByItsNumber() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");

        calls.test(id, "{\"credentialVersion\": 7}")
                .statusCode(404)
                .body("code", equalTo("CREDENTIAL_VERSION_NOT_FOUND"));
        calls.test(id, "{\"credentialVersion\": 1, \"aws\": {}}").statusCode(422);
        calls.test(id, "{\"credentialVersion\": \"1\"}").statusCode(422);
        calls.test(id, "{\"credentialVersion\": null}").statusCode(422);
        calls.test(id, "{\"credentialVersion\": 1}").statusCode(202).body("credential.source", equalTo("CURRENT"));
    }

    @Test
    void aVersionThatIsNotCurrentYetIsTriedBeforeItBecomesSo() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        as(calls.tenant())
                .body("{\"aws\": {\"roleArn\": \"arn:aws:iam::" + calls.account() + ":role/Another\"}}")
                .post(CONNECTORS + "/" + id + "/credentials")
                .then()
                .statusCode(201);

        calls.test(id, "{\"credentialVersion\": 2}")
                .statusCode(202)
                .body("credential.source", equalTo("STORED"))
                .body("credential.version", equalTo(2));
    }

    @Test
    void aConnectorWithoutARoleIsTestedWithOneThatComesAlong() {
        String id = Http.createWithoutRole(calls.tenant(), "later").getString("id");

        calls.test(id, "").statusCode(409).body("code", equalTo("SETUP_INCOMPLETE"));
        calls.test(id, calls.trialOfRole("")).statusCode(202);
    }

    @Test
    void aTrialOfAnotherAccountIsRefused() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");

        calls.test(id, "{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"));
        assertThat(Setting.vault().trials(calls.tenant())).isEmpty();
    }

    @Test
    void withoutTheVaultNothingIsTried() {
        String id = Http.create(calls.tenant(), "prod", calls.account()).getString("id");
        Setting.vault().goDown(true);
        try {
            calls.test(id, calls.trialOfRole("Other")).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));
        } finally {
            Setting.vault().goDown(false);
        }
        assertThat(Rows.text("SELECT count(*) FROM connection_test WHERE connector_id = ?", id))
                .isEqualTo("0");
    }
}
