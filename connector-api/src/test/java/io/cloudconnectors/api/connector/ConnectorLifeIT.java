package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.CredentialWrite;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connector from creation to deletion, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ConnectorLifeIT {
    private static final List<String> MEMBERS = List.of(
            "id",
            "name",
            "description",
            "provider",
            "runFrequencyMinutes",
            "requestsPerSecond",
            "enabled",
            "labels",
            "state",
            "health",
            "reason",
            "aws",
            "credential",
            "schedule",
            "currentRun",
            "lastRun",
            "lastSuccessAt",
            "createdAt",
            "updatedAt",
            "version",
            "permissionGaps");

    private final String tenant = Http.newTenant();

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void aConnectorWithARoleIsDueAtOnce() {
        var answer =
                as(tenant).body("""
                {"name": " prod-eu ", "description": "Frankfurt\\nand Zurich", "provider": "AWS",
                 "runFrequencyMinutes": 60, "labels": {"team": "payments"},
                 "aws": {"roleArn": "arn:aws:iam::123456789012:role/path/CloudConnector", "regions": ["eu-central-1"]}}
                """).post(CONNECTORS).then().statusCode(201).extract();
        JsonPath created = answer.jsonPath();

        assertThat(created.getMap("").keySet()).map(Object::toString).containsExactlyElementsOf(MEMBERS);
        assertThat(answer.header("Location")).endsWith(CONNECTORS + "/" + created.getString("id"));
        assertThat(UUID.fromString(created.getString("id")).version()).isEqualTo(7);
        assertThat(created.getString("name")).isEqualTo("prod-eu");
        assertThat(created.getString("description")).isEqualTo("Frankfurt\nand Zurich");
        assertThat(created.getInt("runFrequencyMinutes")).isEqualTo(60);
        assertThat(created.getMap("labels")).isEqualTo(Map.of("team", "payments"));
        assertThat(created.getString("state")).isEqualTo("PENDING");
        assertThat(created.getString("health")).isEqualTo("OK");
        assertThat(created.getString("reason.code")).isEqualTo("AWAITING_FIRST_RUN");
        assertThat(created.getString("reason.class")).isEqualTo("AWAITING");
        assertThat(created.getString("reason.nextAction")).isNotBlank();
        assertThat(created.getString("aws.accountId")).isEqualTo("123456789012");
        assertThat(created.getString("aws.platformAccountId")).isEqualTo(Setting.PLATFORM_ACCOUNT);
        assertThat(created.getList("aws.regions")).containsExactly("eu-central-1");
        assertThat(created.getInt("credential.version")).isEqualTo(1);
        assertThat(created.getLong("version")).isEqualTo(1);
        assertThat(created.getString("schedule.waitingFor")).isEqualTo("AWAITING_FIRST_RUN");
        assertThat(Rows.isDue(created.getString("id"))).isTrue();
        assertThat(Setting.vault().sealed(tenant, 1).orElseThrow().aws())
                .isEqualTo(new CredentialWrite.AwsRole("arn:aws:iam::123456789012:role/path/CloudConnector"));
        assertThat(Http.read(tenant, created.getString("id")).getMap("")).isEqualTo(created.getMap(""));
    }

    @Test
    void aConnectorWithoutARoleWaitsForItAndSaysWhatTheRoleMustTrust() {
        JsonPath created = Http.createWithoutRole(tenant, "prod-eu");

        assertThat(created.getString("reason.code")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(created.getString("schedule.waitingFor")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(created.getString("schedule.nextRunAt")).isNull();
        assertThat(created.getString("aws.externalId")).isNotBlank();
        assertThat(created.getString("aws.platformAccountId")).isEqualTo(Setting.PLATFORM_ACCOUNT);
        assertThat(Rows.isDue(created.getString("id"))).isFalse();

        String role = Http.role(Http.newAccount());
        JsonPath completed = patch(created.getString("id"), "{\"aws\": {\"roleArn\": \"" + role + "\"}}")
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(completed.getString("reason.code")).isEqualTo("AWAITING_FIRST_RUN");
        assertThat(completed.getString("aws.roleArn")).isEqualTo(role);
        assertThat(completed.getString("aws.externalId")).isEqualTo(created.getString("aws.externalId"));
        assertThat(completed.getInt("credential.version")).isEqualTo(2);
        assertThat(completed.getString("credential.fingerprint"))
                .isNotEqualTo(created.getString("credential.fingerprint"));
        assertThat(Rows.isDue(created.getString("id"))).isTrue();
    }

    @Test
    void aRequestBudgetIsGivenToEachRunUntilItIsTakenBack() {
        String id =
                Http.make(tenant, """
                {"name": "a", "provider": "AWS", "requestsPerSecond": 20, "aws": {"roleArn": "%s"}}
                """.formatted(Http.role(Http.newAccount()))).getString("id");
        assertThat(Http.read(tenant, id).getInt("requestsPerSecond")).isEqualTo(20);
        assertThat(budgetOfARun(id)).isEqualTo("20");

        patch(id, "{\"name\": \"b\"}").statusCode(200);
        assertThat(budgetOfARun(id)).isEqualTo("20");

        patch(id, "{\"requestsPerSecond\": null}").statusCode(200);
        assertThat(Http.read(tenant, id).getString("requestsPerSecond")).isNull();
        assertThat(budgetOfARun(id)).isEqualTo("none");
        assertThat(as(tenant, "admin")
                        .get("/api/v1/connectors/" + id + "/audit")
                        .jsonPath()
                        .getInt("items[0].before.connector.requestsPerSecond"))
                .isEqualTo(20);
    }

    /** As the one function that writes requests does. */
    private static String budgetOfARun(String id) {
        return Rows.text("""
                SELECT CASE WHEN jsonb_exists(request, 'requestsPerSecond') THEN request ->> 'requestsPerSecond' ELSE 'none' END
                  FROM (SELECT run_request(c.id, 1, 'MANUAL', now(), 1, c, 1) AS request FROM connector c WHERE id = ?) AS made
                """, id);
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        JsonPath created = as(tenant)
                .body("""
                {"name": "a", "provider": "AWS", "labels": {"team": "payments", "stage": "prod"},
                 "aws": {"roleArn": "%s", "regions": ["eu-central-1"]}}
                """.formatted(Http.role(Http.newAccount())))
                .post(CONNECTORS)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        JsonPath changed =
                patch(created.getString("id"), """
                {"name": "b", "labels": {"team": "risk", "stage": null, "owner": "x"}, "aws": {"regions": null}}
                """).statusCode(200).extract().jsonPath();

        assertThat(changed.getString("name")).isEqualTo("b");
        assertThat(changed.getMap("labels")).isEqualTo(Map.of("team", "risk", "owner", "x"));
        assertThat(changed.getList("aws.regions")).isEmpty();
        assertThat(changed.getString("aws.roleArn")).isEqualTo(created.getString("aws.roleArn"));
        assertThat(changed.getInt("credential.version")).isEqualTo(1);
        assertThat(changed.getLong("version")).isEqualTo(2);
    }

    @Test
    void aPatchThatChangesNothingRaisesNoVersion() {
        String id = Http.create(tenant, "a").getString("id");

        patch(id, "{\"name\": \"a\"}").statusCode(200);

        assertThat(Http.read(tenant, id).getLong("version")).isEqualTo(1);
    }

    @Test
    void aNewRoleOfTheSameAccountIsANewVersionOfTheCredential() {
        String account = Http.newAccount();
        JsonPath created = Http.create(tenant, "a", account);
        String role = "arn:aws:iam::" + account + ":role/Another";

        JsonPath changed = patch(created.getString("id"), "{\"aws\": {\"roleArn\": \"" + role + "\"}}")
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(changed.getInt("credential.version")).isEqualTo(2);
        assertThat(changed.getString("aws.externalId")).isEqualTo(created.getString("aws.externalId"));
        assertThat(Setting.vault().sealed(tenant, 2).orElseThrow().aws()).isEqualTo(new CredentialWrite.AwsRole(role));
    }

    @Test
    void aVersionThatNobodyCommittedIsSteppedOver() {
        String account = Http.newAccount();
        JsonPath created = Http.create(tenant, "a", account);
        UUID id = UUID.fromString(created.getString("id"));
        Setting.vault()
                .sealOrphan(
                        tenant,
                        2,
                        new CredentialWrite(id, new CredentialWrite.AwsRole("never committed"), null, null, null));

        JsonPath changed = patch(id.toString(), "{\"aws\": {\"roleArn\": \"arn:aws:iam::" + account + ":role/Next\"}}")
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(changed.getInt("credential.version")).isEqualTo(3);
        assertThat(changed.getString("aws.externalId")).isEqualTo(created.getString("aws.externalId"));
    }

    @Test
    void anotherAccountIsRefused() {
        JsonPath created = Http.create(tenant, "a");

        JsonPath problem = patch(
                        created.getString("id"), "{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getString("code")).isEqualTo("ACCOUNT_CHANGE");
        assertThat(problem.getString("errors[0].pointer")).isEqualTo("#/aws/roleArn");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
    }

    @Test
    void aPausedConnectorIsNotRunAndResumesOnItsGrid() {
        JsonPath created = Http.create(tenant, "a");
        String id = created.getString("id");

        JsonPath paused =
                patch(id, "{\"enabled\": false}").statusCode(200).extract().jsonPath();
        assertThat(paused.getString("schedule.nextRunAt")).isNull();
        assertThat(Rows.isDue(id)).isFalse();

        Rows.pretendThatItRan(id);
        patch(id, "{\"enabled\": true}").statusCode(200);

        assertThat(Rows.isDue(id)).isFalse();
        assertThat(Rows.isOnItsGrid(id, 240 * 60)).isTrue();
    }

    @Test
    void aConnectorThatNeverRanIsDueWhenItIsResumed() {
        String id = Http.create(tenant, "a").getString("id");
        patch(id, "{\"enabled\": false}").statusCode(200);

        patch(id, "{\"enabled\": true}").statusCode(200);

        assertThat(Rows.isDue(id)).isTrue();
    }

    @Test
    void anotherFrequencyMovesTheNextRunToTheNewGrid() {
        String id = Http.create(tenant, "a").getString("id");
        Rows.pretendThatItRan(id);

        patch(id, "{\"runFrequencyMinutes\": 61}").statusCode(200);

        assertThat(Rows.isOnItsGrid(id, 61 * 60)).isTrue();
    }

    @Test
    void aDeletedConnectorIsGoneAndItsNameAndAccountAreFree() {
        String account = Http.newAccount();
        String id = Http.create(tenant, "a", account).getString("id");

        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        as(tenant).get(CONNECTORS + "/" + id).then().statusCode(404);
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(404);
        patch(id, "{\"name\": \"b\"}").statusCode(404);
        assertThat(as(tenant).get(CONNECTORS).jsonPath().getList("items")).isEmpty();
        assertThat(Rows.isDue(id)).isFalse();
        assertThat(as(tenant)
                        .body(Http.bodyOf("A", account))
                        .post(CONNECTORS + "?allowNew=true")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("id"))
                .isNotEqualTo(id);
    }

    @Test
    void withoutTheVaultNothingIsStored() {
        Setting.vault().goDown(true);

        var problem = as(tenant)
                .body(Http.bodyOf("a", Http.newAccount()))
                .post(CONNECTORS)
                .then()
                .statusCode(503)
                .extract();

        assertThat(problem.contentType()).startsWith("application/problem+json");
        assertThat(problem.jsonPath().getString("code")).isEqualTo("VAULT_UNAVAILABLE");
        assertThat(problem.header("Retry-After")).isNotBlank();
        assertThat(as(tenant).get(CONNECTORS).jsonPath().getList("items")).isEmpty();
    }

    @Test
    void withoutTheVaultARoleStaysAsItWas() {
        String account = Http.newAccount();
        JsonPath created = Http.create(tenant, "a", account);
        Setting.vault().goDown(true);

        patch(created.getString("id"), "{\"aws\": {\"roleArn\": \"arn:aws:iam::" + account + ":role/Next\"}}")
                .statusCode(503);

        assertThat(Http.read(tenant, created.getString("id")).getMap("")).isEqualTo(created.getMap(""));
    }

    private ValidatableResponse patch(String id, String body) {
        return Http.patch(tenant, id, body);
    }
}
