package io.cloudconnectors.api.connectiontest;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.contracts.TestStep.Kind;
import io.cloudconnectors.contracts.TestStep.Result;
import io.cloudconnectors.contracts.Topics;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of connectors and drafts from their request to their steps; the poller is this class. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectionTestIT {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();

    @Test
    void aTestGoesToAPollerAndItsStepsComeBackWhileTheConnectorStaysAsItWas() throws Exception {
        // Given
        String id = Http.create(tenant, "prod", account).getString("id");
        String before = as(tenant).get(CONNECTORS + "/" + id).asString();

        // When
        ValidatableResponse queued = test(id, "")
                .statusCode(202)
                .body("connectorId", equalTo(id))
                .body("state", equalTo("QUEUED"))
                .body("credential.source", equalTo("CURRENT"))
                .body("credential.version", equalTo(1))
                .body("steps.step", contains("SIGN_IN", "ACCOUNT", "EXTERNAL_ID"))
                .body("steps.result", contains("PENDING", "PENDING", "PENDING"));
        String testId = queued.extract().path("id");
        queued.header("Location", endsWith(tests(id, testId)));

        // Then a poller gets it as a run
        RunRequest request = request(id);
        assertThat(request.runId()).hasToString(testId);
        assertThat(request.trigger()).isEqualTo(RunTrigger.TEST);
        assertThat(request.settings().aws().accountId()).isEqualTo(account);
        LeaseGrant grant = lease(request);
        watch(id, testId).body("state", equalTo("RUNNING")).body("startedAt", not(nullValue()));

        // When it ends
        finish(
                request,
                grant,
                RunOutcome.FAILED,
                List.of(
                        step(Kind.SIGN_IN, null, null),
                        step(Kind.ACCOUNT, null, null),
                        step(Kind.PERMISSION, "ec2:DescribeVolumes", ReasonCode.PERMISSION_MISSING),
                        step(Kind.EXTERNAL_ID, null, ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED)));

        // Then
        watch(id, testId + "?wait=5")
                .body("state", equalTo("FAILED"))
                .body("finishedAt", not(nullValue()))
                .body("reason.code", equalTo("PERMISSION_MISSING"))
                .body("steps.result", contains("PASSED", "PASSED", "FAILED", "WARNING"))
                .body("steps[0].title", equalTo("Assume the role with the External ID"))
                .body("steps[0].durationMillis", equalTo(80))
                .body("steps[0]", not(hasKey("permission")))
                .body("steps[2].title", equalTo("Call ec2:DescribeVolumes"))
                .body("steps[2].permission", equalTo("ec2:DescribeVolumes"))
                .body("steps[2].reason.providerCode", equalTo("AccessDenied"))
                .body("steps[2].reason.nextAction", not(nullValue()));
        assertThat(as(tenant).get(CONNECTORS + "/" + id).asString()).isEqualTo(before);
        as(tenant).get(CONNECTORS + "/" + id + "/runs").then().body("items", hasSize(0));
    }

    @Test
    void oneTestAtATimeAndTheAnswerNamesTheOneThatGoes() throws Exception {
        String id = Http.create(tenant, "prod", account).getString("id");
        String first = test(id, "").statusCode(202).extract().path("id");

        test(id, "").statusCode(409).body("code", equalTo("TEST_IN_PROGRESS")).body("testId", equalTo(first));
        test(id, trialOfRole("Other")).statusCode(409).body("testId", equalTo(first));
        assertThat(Setting.vault().trials(tenant)).isEmpty();

        RunRequest request = request(id);
        finish(request, lease(request), RunOutcome.SUCCEEDED, List.of(step(Kind.SIGN_IN, null, null)));
        test(id, "").statusCode(202).body("id", not(equalTo(first)));
    }

    @Test
    void ofManyWhoAskAtOnceOneIsServed() {
        String id = Http.create(tenant, "prod", account).getString("id");

        var statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(n -> test(id, "").extract().statusCode())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 202).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
    }

    @Test
    void aRunMayGoAtTheSameTime() {
        String id = Http.create(tenant, "prod", account).getString("id");

        as(tenant).post(CONNECTORS + "/" + id + "/runs").then().statusCode(202);
        test(id, "").statusCode(202);
    }

    @Test
    void aTrialIsSealedForTenMinutesAndReplacesNothing() throws Exception {
        // Given
        JsonPath connector = Http.create(tenant, "prod", account);
        String id = connector.getString("id");

        // When
        test(id, trialOfRole("Other"))
                .statusCode(202)
                .body("credential.source", equalTo("TRIAL"))
                .body("credential", not(hasKey("version")));

        // Then the vault has it apart, with the connector's External ID
        assertThat(Setting.vault().trials(tenant)).singleElement().satisfies(kept -> {
            assertThat(kept.ttlSeconds()).isEqualTo(600);
            assertThat(kept.connectorId()).hasToString(id);
            assertThat(kept.aws()).isEqualTo(new CredentialWrite.AwsRole(Http.role(account) + "Other"));
            assertThat(kept.externalIdOf()).hasToString(credentialOf(id));
        });
        assertThat(request(id).credential().id()).isNotEqualTo(UUID.fromString(credentialOf(id)));
        assertThat(Http.read(tenant, id).getMap("")).isEqualTo(connector.getMap(""));
    }

    @Test
    void aSecretThatIsTriedIsInTheVaultAlone() throws Exception {
        // Given
        String id = make("AZURE");

        // When
        ValidatableResponse answer = test(id, azure()).statusCode(202);

        // Then
        assertThat(Setting.vault().trials(tenant))
                .singleElement()
                .satisfies(kept -> assertThat(kept.azure().authenticationKey()).isEqualTo(SECRET));
        assertThat(answer.extract().asString()).doesNotContain(SECRET);
        assertThat(Rows.text("SELECT t::text FROM connection_test t WHERE connector_id = ?", id))
                .contains(id)
                .doesNotContain(SECRET);
        assertThat(new String(
                        Kafka.await(Topics.RUNS_INTERACTIVE, record -> id.equals(record.key()))
                                .value(),
                        StandardCharsets.UTF_8))
                .contains("\"TEST\"")
                .doesNotContain(SECRET);
    }

    @Test
    void aDraftIsTestedAndItsConnectorHasTheTest() throws Exception {
        // Given
        String id = make("AWS");

        // When
        String testId = test(id, trialOfRole("")).statusCode(202).extract().path("id");
        RunRequest request = request(id);
        finish(request, lease(request), RunOutcome.SUCCEEDED, List.of(step(Kind.SIGN_IN, null, null)));
        watch(id, testId).body("state", equalTo("SUCCEEDED"));

        // Then
        as(tenant)
                .body("{\"name\": \"n\", \"provider\": \"AWS\", \"draftId\": \"%s\", \"aws\": {\"roleArn\": \"%s\"}}"
                        .formatted(id, Http.role(account)))
                .post(CONNECTORS)
                .then()
                .statusCode(201);
        watch(id, testId).body("state", equalTo("SUCCEEDED")).body("reason", nullValue());
    }

    @Test
    void aDraftOfGoogleTakesAKeyFile() throws Exception {
        String id = make("GCP");

        test(
                        id,
                        "{\"gcp\": {\"projectId\": \"acme-prod\", \"serviceAccountKey\": %s}}"
                                .formatted(KeyFiles.serviceAccount()))
                .statusCode(202)
                .body("steps.step", contains("SIGN_IN", "ACCOUNT"));

        assertThat(request(id).settings().gcp().projectId()).isEqualTo("acme-prod");
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
        test(make("AWS"), body == null ? "" : body)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
    }

    @Test
    void aStoredVersionIsNamedByItsNumber() {
        String id = Http.create(tenant, "prod", account).getString("id");

        test(id, "{\"credentialVersion\": 7}").statusCode(404).body("code", equalTo("CREDENTIAL_VERSION_NOT_FOUND"));
        test(id, "{\"credentialVersion\": 1, \"aws\": {}}").statusCode(422);
        test(id, "{\"credentialVersion\": \"1\"}").statusCode(422);
        test(id, "{\"credentialVersion\": null}").statusCode(422);
        test(id, "{\"credentialVersion\": 1}").statusCode(202).body("credential.source", equalTo("CURRENT"));
    }

    @Test
    void aVersionThatIsNotCurrentYetIsTriedBeforeItBecomesSo() {
        String id = Http.create(tenant, "prod", account).getString("id");
        as(tenant)
                .body("{\"aws\": {\"roleArn\": \"arn:aws:iam::" + account + ":role/Another\"}}")
                .post(CONNECTORS + "/" + id + "/credentials")
                .then()
                .statusCode(201);

        test(id, "{\"credentialVersion\": 2}")
                .statusCode(202)
                .body("credential.source", equalTo("STORED"))
                .body("credential.version", equalTo(2));
    }

    @Test
    void aConnectorWithoutARoleIsTestedWithOneThatComesAlong() {
        String id = as(tenant)
                .body("{\"name\": \"later\", \"provider\": \"AWS\"}")
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        test(id, "").statusCode(409).body("code", equalTo("SETUP_INCOMPLETE"));
        test(id, trialOfRole("")).statusCode(202);
    }

    @Test
    void aTrialOfAnotherAccountIsRefused() {
        String id = Http.create(tenant, "prod", account).getString("id");

        test(id, "{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"));
        assertThat(Setting.vault().trials(tenant)).isEmpty();
    }

    @Test
    void withoutTheVaultNothingIsTried() {
        String id = Http.create(tenant, "prod", account).getString("id");
        Setting.vault().goDown(true);
        try {
            test(id, trialOfRole("Other")).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));
        } finally {
            Setting.vault().goDown(false);
        }
        assertThat(Rows.text("SELECT count(*) FROM connection_test WHERE connector_id = ?", id))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "-1", "soon", "1.5"})
    void aWaitThatIsNoneIsRefused(String wait) {
        String id = Http.create(tenant, "prod", account).getString("id");
        String testId = test(id, "").extract().path("id");

        as(tenant)
                .get(tests(id, testId + "?wait=" + wait))
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("wait"));
        watch(id, testId + "?wait=1").body("state", equalTo("QUEUED"));
    }

    @Test
    void anotherTenantAndAnotherConnectorHaveNoSuchTest() {
        String id = Http.create(tenant, "prod", account).getString("id");
        String other = Http.create(tenant, "other").getString("id");
        String testId = test(id, "").extract().path("id");
        String stranger = Http.newTenant();

        as(stranger).get(tests(id, testId)).then().statusCode(404).body("code", equalTo("TEST_NOT_FOUND"));
        as(stranger)
                .body("")
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(404)
                .body("code", equalTo("CONNECTOR_NOT_FOUND"));
        as(stranger)
                .body(trialOfRole(""))
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(404);
        as(tenant).get(tests(other, testId)).then().statusCode(404);
        as(tenant).get(tests(id, "x")).then().statusCode(404);
        as(tenant, "viewer")
                .body("")
                .post(CONNECTORS + "/" + id + "/test")
                .then()
                .statusCode(403);
    }

    @Test
    void aDeletedConnectorHasNoTests() {
        String id = Http.create(tenant, "prod", account).getString("id");
        String testId = test(id, "").extract().path("id");

        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        as(tenant).get(tests(id, testId)).then().statusCode(404);
        test(id, "").statusCode(404);
    }

    private ValidatableResponse test(String id, String body) {
        return as(tenant).body(body).post(CONNECTORS + "/" + id + "/test").then();
    }

    private ValidatableResponse watch(String id, String test) {
        return as(tenant, "viewer").get(tests(id, test)).then().statusCode(200);
    }

    private static String tests(String id, String test) {
        return CONNECTORS + "/" + id + "/tests/" + test;
    }

    private String make(String provider) {
        return as(tenant)
                .body("{\"provider\": \"" + provider + "\"}")
                .post(CONNECTORS + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String trialOfRole(String suffix) {
        return "{\"aws\": {\"roleArn\": \"" + Http.role(account) + suffix + "\"}}";
    }

    private static String azure() {
        return """
                {"azure": {"directoryId": "%1$s", "applicationId": "%1$s", "subscriptionId": "%1$s", "authenticationKey": "%2$s"}}
                """.formatted(UUID.randomUUID(), SECRET);
    }

    private static String credentialOf(String id) {
        return Rows.text("SELECT credential_id FROM connector WHERE id = ?", id);
    }

    private static RunRequest request(String connector) throws Exception {
        return EngineDatabases.JSON.readValue(
                Kafka.await(Topics.RUNS_INTERACTIVE, record -> connector.equals(record.key()))
                        .value(),
                RunRequest.class);
    }

    private static LeaseGrant lease(RunRequest request) {
        return with(Setting.identity().scopedToken("runs:lease"))
                .body("{\"pollerId\": \"poller-a\"}")
                .post("/internal/v1/runs/{run}/attempts/{n}/lease", request.runId(), request.attempt())
                .then()
                .statusCode(200)
                .extract()
                .as(LeaseGrant.class);
    }

    /** As the intake of results does it, which is off here. */
    private static void finish(RunRequest request, LeaseGrant grant, RunOutcome outcome, List<TestStep> steps) {
        Reason reason = steps.stream()
                .filter(step -> step.result() == Result.FAILED)
                .map(TestStep::reason)
                .findFirst()
                .orElse(null);
        var origin =
                new Origin(request.runId(), request.attempt(), grant.epoch(), request.connectorId(), request.tenant());
        assertThat(Arc.container()
                        .instance(TestEndRepository.class)
                        .get()
                        .finish(new RunFinished(origin, outcome, reason, null, 0, NOW, steps)))
                .isTrue();
    }

    private static TestStep step(Kind kind, @Nullable String permission, @Nullable ReasonCode code) {
        Result result = code == null
                ? Result.PASSED
                : code == ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED ? Result.WARNING : Result.FAILED;
        Reason reason = code == null ? null : new Reason(code, "AccessDenied", null, permission, NOW);
        return new TestStep(kind, permission, result, 80, reason);
    }
}
