package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The versions of a credential over HTTP: added, made current, gone back to, given up. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CredentialVersionsIT {
    private static final RunEnd DENIED = new RunEnd.Failed(
            new Reason(ReasonCode.AWS_ASSUME_ROLE_DENIED, "AccessDenied", "req-1", null, Instant.EPOCH));

    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();
    private String id = "";

    @Inject
    Connectors connectors;

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void anAddedVersionWaitsAndTheConnectorGoesOnAsBefore() {
        JsonPath before = aws();
        Rows.pretendThatItRan(id);
        JsonPath shown = Http.read(tenant, id);

        ValidatableResponse added = add(role("Second"))
                .statusCode(201)
                .body("version", equalTo(2))
                .body("current", equalTo(false))
                .body("status", equalTo("AVAILABLE"))
                .body("identity", equalTo(arn("Second")))
                .body("createdAt", notNullValue())
                .body("lastUsedAt", equalTo(null));

        assertThat(added.extract().header("Location")).endsWith(path() + "/2");
        get("/2").statusCode(200).body(equalTo(added.extract().asString()));
        assertThat(Http.read(tenant, id).getMap("")).isEqualTo(shown.getMap(""));
        assertThat(Rows.isDue(id)).isFalse();
        assertThat(Setting.vault().sealed(tenant, 2).orElseThrow().aws().roleArn())
                .isEqualTo(arn("Second"));
        assertThat(before.getInt("credential.version")).isEqualTo(1);
    }

    @Test
    void theVersionThatIsMadeCurrentIsTriedAtOnceAndTheConnectorStaysTheSame() {
        JsonPath before = aws();
        Rows.pretendThatItRan(id);
        add(role("Second")).statusCode(201);

        JsonPath after = makeCurrent(2)
                .statusCode(200)
                .body("credential.version", equalTo(2))
                .body("aws.roleArn", equalTo(arn("Second")))
                .body("credential.fingerprint", not(equalTo(before.getString("credential.fingerprint"))))
                .extract()
                .jsonPath();

        for (String kept : List.of("id", "name", "createdAt", "aws.externalId", "aws.accountId", "aws.regions")) {
            assertThat(after.<Object>get(kept)).as(kept).isEqualTo(before.get(kept));
        }
        assertThat(after.getLong("version")).isEqualTo(before.getLong("version") + 1);
        assertThat(Rows.isDue(id)).isTrue();
        get("").body("items.version", equalTo(List.of(2, 1)))
                .body("items.current", equalTo(List.of(true, false)))
                .body("items.status", equalTo(List.of("AVAILABLE", "AVAILABLE")));
        makeCurrent(2).statusCode(200).body("version", equalTo((int) after.getLong("version")));
    }

    @Test
    void goingBackAfterABadReplacementBringsTheConnectorOnlineAgain() {
        JsonPath before = aws();
        OutcomeFixture.end(tenant, id, RunTrigger.SCHEDULED, new RunEnd.Succeeded());
        as(tenant)
                .body(role("Wrong"))
                .put(CONNECTORS + "/" + id + "/credential")
                .then()
                .statusCode(200);
        OutcomeFixture.end(tenant, id, RunTrigger.SCHEDULED, DENIED);
        OutcomeFixture.end(tenant, id, RunTrigger.RECHECK, DENIED);
        assertThat(Http.read(tenant, id).getString("state")).isEqualTo("OFFLINE");

        makeCurrent(1).statusCode(200).body("credential.version", equalTo(1));
        assertThat(Rows.isDue(id)).isTrue();
        OutcomeFixture.end(tenant, id, RunTrigger.PROBE, new RunEnd.Succeeded());

        JsonPath shown = Http.read(tenant, id);
        assertThat(shown.getString("state")).isEqualTo("ONLINE");
        assertThat(shown.getString("health")).isEqualTo("OK");
        assertThat(shown.getString("aws.roleArn")).isEqualTo(before.getString("aws.roleArn"));
        assertThat(shown.getString("aws.externalId")).isEqualTo(before.getString("aws.externalId"));
        assertThat(shown.getString("credential.fingerprint")).isEqualTo(before.getString("credential.fingerprint"));
        assertThat(as(tenant).get(CONNECTORS + "/" + id + "/runs").jsonPath().getList("items"))
                .hasSize(4);
    }

    @Test
    void withTheVersionComesWhatBelongsToItAndNothingElse() {
        String other = UUID.randomUUID().toString();
        id = azure("secret-" + UUID.randomUUID(), "2027-05-01T00:00:00Z");
        String application = Http.read(tenant, id).getString("azure.applicationId");
        add("{\"azure\": {\"applicationId\": \"%s\", \"authenticationKey\": \"k\", \"authenticationKeyExpiresAt\": \"2020-01-01T00:00:00Z\"}}"
                        .formatted(other))
                .statusCode(201)
                .body("status", equalTo("EXPIRED"));
        patch("{\"azure\": {\"cloud\": \"CHINA\", \"authenticationKeyExpiresAt\": \"2027-06-01T00:00:00Z\"}}");

        makeCurrent(2)
                .body("azure.applicationId", equalTo(other))
                .body("azure.cloud", equalTo("CHINA"))
                .body("credential.expiresAt", equalTo("2020-01-01T00:00:00Z"))
                .body("credential.expiryWarning", equalTo(0));
        makeCurrent(1)
                .body("azure.applicationId", equalTo(application))
                .body("azure.cloud", equalTo("CHINA"))
                .body("credential.expiresAt", equalTo("2027-06-01T00:00:00Z"));
    }

    @Test
    void anotherEndOfTheCurrentVersionIsWarnedOfAnew() {
        id = azure("secret-" + UUID.randomUUID(), "2027-05-01T00:00:00Z");
        Rows.execute("UPDATE credential_version SET warned_days = 7 WHERE connector_id = ?", id);

        patch("{\"description\": \"d\"}");
        assertThat(warned()).isEqualTo("7");
        patch("{\"azure\": {\"authenticationKeyExpiresAt\": \"2027-06-01T00:00:00Z\"}}");
        assertThat(warned()).isEqualTo("2147483647");
        get("/1").body("expiresAt", equalTo("2027-06-01T00:00:00Z"));
    }

    @Test
    void anAdditionLeavesTheSettingsOfTheConnectorAlone() {
        aws();

        add("{\"aws\": {\"roleArn\": \"" + arn("Second") + "\", \"regions\": [\"eu-west-1\"]}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/aws/regions"))
                .body("errors[0].code", equalTo("NOT_SUPPORTED"));
        add("{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(422)
                .body("code", equalTo("ACCOUNT_CHANGE"));
        add("{\"aws\": {}}").statusCode(422).body("errors[0].pointer", equalTo("#/aws/roleArn"));
        add("{\"azure\": {\"authenticationKey\": \"x\"}}").statusCode(422);

        get("").body("items.version", equalTo(List.of(1)));
    }

    @Test
    void aRoleThatIsAddedBeforeItsAccountIsKnownDecidesItWhenItBecomesCurrent() {
        id = as(tenant)
                .body("{\"name\": \"early\", \"provider\": \"AWS\"}")
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String externalId = Http.read(tenant, id).getString("aws.externalId");
        get("/1").body("status", equalTo("INCOMPLETE")).body("identity", equalTo(null));
        add(role("Mine")).statusCode(201);
        add("{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(201);
        assertThat(Http.read(tenant, id).getString("reason.code")).isEqualTo("AWAITING_ROLE_ARN");

        makeCurrent(2)
                .statusCode(200)
                .body("aws.accountId", equalTo(account))
                .body("aws.externalId", equalTo(externalId))
                .body("reason.code", equalTo("AWAITING_FIRST_RUN"));

        assertThat(Rows.isDue(id)).isTrue();
        makeCurrent(3).statusCode(422).body("code", equalTo("ACCOUNT_CHANGE"));
        makeCurrent(1).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_UNUSABLE"));
        assertThat(Http.read(tenant, id).getInt("credential.version")).isEqualTo(2);
    }

    @Test
    void additionsAtTheSameTimeGetANumberEach() throws Exception {
        aws();
        Callable<Integer> sameBody =
                () -> add(role("Same")).statusCode(201).extract().path("version");

        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Integer> versions = threads.invokeAll(Collections.nCopies(3, sameBody)).stream()
                    .map(added -> added.resultNow())
                    .toList();

            assertThat(versions).doesNotHaveDuplicates().doesNotContain(1).hasSize(3);
        }
    }

    @Test
    void ofTwoThatAreMadeCurrentAtTheSameTimeOneIs() throws Exception {
        aws();
        add(role("Second")).statusCode(201);
        add(role("Third")).statusCode(201);
        List<Callable<Integer>> both = List.of(
                () -> makeCurrent(2).extract().statusCode(),
                () -> makeCurrent(3).extract().statusCode());

        try (var threads = Executors.newFixedThreadPool(2)) {
            assertThat(threads.invokeAll(both))
                    .allSatisfy(made -> assertThat(made.resultNow()).isEqualTo(200));
        }

        int current = Http.read(tenant, id).getInt("credential.version");
        get("").body("items.findAll { it.current }.version", equalTo(List.of(current)));
    }

    @Test
    void aReplacementAfterGoingBackGetsANumberThatWasNeverGiven() {
        aws();
        add(role("Second")).statusCode(201);
        makeCurrent(2).statusCode(200);
        makeCurrent(1).statusCode(200);

        as(tenant)
                .body(role("Second"))
                .put(CONNECTORS + "/" + id + "/credential")
                .then()
                .statusCode(200)
                .body("credential.version", equalTo(3));
    }

    @Test
    void besideTheCurrentOneTheNewestFiveAreKept() {
        aws();
        IntStream.rangeClosed(2, 8).forEach(n -> add(role("Role" + n)).statusCode(201));

        get("").body("items.version", equalTo(List.of(8, 7, 6, 5, 4, 3, 2, 1)))
                .body("items.findAll { it.status == 'SHREDDED' }.version", equalTo(List.of(3, 2)))
                .body("items.find { it.current }.version", equalTo(1));
        makeCurrent(3).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_UNUSABLE"));

        JsonPath first = get("?limit=3").extract().jsonPath();
        JsonPath second = get("?limit=5&cursor=" + first.getString("nextCursor"))
                .extract()
                .jsonPath();
        assertThat(first.getList("items.version")).isEqualTo(List.of(8, 7, 6));
        assertThat(second.getList("items.version")).isEqualTo(List.of(5, 4, 3, 2, 1));
        assertThat(second.getString("nextCursor")).isNull();
    }

    @Test
    void aVersionThatIsGivenUpCannotBeUsedAndItsNumberIsNotGivenAgain() {
        aws();
        add(role("Second")).statusCode(201);

        delete(1).statusCode(409).body("code", equalTo("CREDENTIAL_VERSION_CURRENT"));
        delete(2).statusCode(204);
        delete(2).statusCode(204);
        delete(7).statusCode(404).body("code", equalTo("CREDENTIAL_VERSION_NOT_FOUND"));

        get("/2").body("status", equalTo("SHREDDED")).body("fingerprint", notNullValue());
        makeCurrent(2).statusCode(409);
        add(role("Third")).body("version", equalTo(3));
    }

    @Test
    void theVersionOfARunThatIsGoingStaysUntilItEnds() {
        aws();
        String run = as(tenant)
                .post(CONNECTORS + "/" + id + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        add(role("Second")).statusCode(201);
        makeCurrent(2).statusCode(200);

        delete(1).statusCode(409).body("code", equalTo("RUN_IN_PROGRESS")).body("runId", equalTo(run));
        IntStream.rangeClosed(3, 9).forEach(n -> add(role("Role" + n)).statusCode(201));
        get("/1").body("status", equalTo("AVAILABLE"));

        as(tenant)
                .post(CONNECTORS + "/" + id + "/runs/" + run + "/cancel")
                .then()
                .statusCode(202);
        delete(1).statusCode(204);
    }

    @Test
    void withoutTheVaultNothingIsAdded() {
        aws();

        Setting.vault().goDown(true);
        add(role("Second")).statusCode(503).body("code", equalTo("VAULT_UNAVAILABLE"));

        get("").body("items.version", equalTo(List.of(1)));
    }

    @Test
    void noAnswerHoldsASecret() {
        String first = "secret-" + UUID.randomUUID();
        String second = "secret-" + UUID.randomUUID();
        id = azure(first, "2027-05-01T00:00:00Z");
        add("{\"azure\": {\"authenticationKey\": \"" + second + "\"}}")
                .statusCode(201)
                .body(not(containsString(second)));
        makeCurrent(2).statusCode(200).body(not(containsString(second)));
        add("{\"azure\": {\"authenticationKey\": \"" + second + "\", \"surprise\": 1}}")
                .statusCode(422)
                .body(not(containsString(second)));

        for (String path :
                List.of("/credentials", "/credentials/1", "/credentials/2", "", "/troubleshooting", "/runs")) {
            as(tenant, "admin")
                    .get(CONNECTORS + "/" + id + path)
                    .then()
                    .statusCode(200)
                    .body(not(containsString(first)))
                    .body(not(containsString(second)));
        }
        id = as(tenant)
                .body("{\"name\": \"gcp\", \"provider\": \"GCP\", \"gcp\": {\"projectId\": \"acme-prod\","
                        + " \"serviceAccountKey\": " + KeyFiles.serviceAccount() + "}}")
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        add("{\"gcp\": {\"serviceAccountKey\": " + KeyFiles.serviceAccount() + "}}")
                .statusCode(201);
        makeCurrent(2).statusCode(200);
        get("").body("items.identity", equalTo(List.of(KeyFiles.EMAIL, KeyFiles.EMAIL)))
                .body(not(containsString("PRIVATE KEY")));
    }

    @Test
    void aVersionIsFoundForATestWithTheSettingsThatItWouldBring() {
        id = as(tenant)
                .body("{\"name\": \"early\", \"provider\": \"AWS\"}")
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        add(role("Mine")).statusCode(201);

        CredentialTarget target = connectors.in(new Tenant(tenant)).credential(UUID.fromString(id), 2);

        assertThat(target.reference().version()).isEqualTo(2);
        assertThat(target.reference().id())
                .hasToString(Rows.text("SELECT credential_id FROM connector WHERE id = ?", id));
        assertThat(target.account().settings().accountId()).isEqualTo(account);
    }

    private JsonPath aws() {
        JsonPath created = Http.create(tenant, "a", account);
        id = created.getString("id");
        return created;
    }

    private String azure(String secret, String end) {
        return as(tenant)
                .body("""
                        {"name": "az", "provider": "AZURE", "azure": {"directoryId": "%s", "applicationId": "%s",
                         "subscriptionId": "%s", "authenticationKey": "%s", "authenticationKeyExpiresAt": "%s"}}
                        """.formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), secret, end))
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .body(not(containsString(secret)))
                .extract()
                .path("id");
    }

    private String arn(String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    private String role(String name) {
        return "{\"aws\": {\"roleArn\": \"" + arn(name) + "\"}}";
    }

    private String path() {
        return CONNECTORS + "/" + id + "/credentials";
    }

    private ValidatableResponse add(String body) {
        return as(tenant).body(body).post(path()).then();
    }

    private void patch(String body) {
        as(tenant)
                .contentType(Http.MERGE_PATCH)
                .body(body)
                .patch(CONNECTORS + "/" + id)
                .then()
                .statusCode(200);
    }

    private String warned() {
        return Rows.text("SELECT warned_days FROM credential_version WHERE connector_id = ? AND current", id);
    }

    private ValidatableResponse makeCurrent(int version) {
        return as(tenant).post(path() + "/" + version + "/make-current").then();
    }

    private ValidatableResponse delete(int version) {
        return as(tenant).delete(path() + "/" + version).then();
    }

    private ValidatableResponse get(String suffix) {
        return as(tenant, "viewer").get(path() + suffix).then().statusCode(200);
    }
}
