package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deleted connector can be brought back as it was, and its twin is not made by accident. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class DeletionIT {
    private final String tenant = Http.newTenant();

    @Test
    void aRestoredConnectorIsTheOneThatWasDeleted() {
        JsonPath created = Http.create(tenant, "a");
        String id = created.getString("id");
        Rows.pretendThatItRan(id);
        delete(id);

        JsonPath restored = restore(id, 200);

        assertThat(restored.getString("name")).isEqualTo("a");
        assertThat(restored.getString("aws.externalId")).isEqualTo(created.getString("aws.externalId"));
        assertThat(restored.getString("credential.fingerprint")).isEqualTo(created.getString("credential.fingerprint"));
        assertThat(restored.getLong("version")).isEqualTo(3);
        assertThat(Rows.isDue(id)).isTrue();
        assertThat(names()).containsExactly("a");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void aConnectorWithoutItsRoleComesBackAndStillWaitsForIt() {
        String id = Http.createWithoutRole(tenant, "a").getString("id");
        delete(id);

        assertThat(restore(id, 200).getString("schedule.waitingFor")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(Rows.isDue(id)).isFalse();
    }

    @Test
    void restoringTwiceChangesNothing() {
        String id = Http.create(tenant, "a").getString("id");
        delete(id);
        restore(id, 200);

        assertThat(restore(id, 200).getLong("version")).isEqualTo(3);
    }

    @Test
    void aConnectorWhoseNameIsTakenStaysDeleted() {
        String id = Http.create(tenant, "a").getString("id");
        delete(id);
        Http.create(tenant, "A");

        JsonPath problem = restore(id, 409);

        assertThat(problem.getString("code")).isEqualTo("DUPLICATE_NAME");
        assertThat(deleted()).containsExactly("a");
    }

    @Test
    void aConnectorWhoseAccountIsTakenStaysDeleted() {
        String account = Http.newAccount();
        String id = Http.create(tenant, "a", account).getString("id");
        delete(id);
        as(tenant)
                .body(Http.bodyOf("b", account))
                .post(CONNECTORS + "?allowNew=true")
                .then()
                .statusCode(201);

        assertThat(restore(id, 409).getString("code")).isEqualTo("DUPLICATE_ACCOUNT");
    }

    @Test
    void theTwinOfADeletedConnectorIsNotMadeUnlessItIsMeant() {
        String account = Http.newAccount();
        delete(Http.create(tenant, "older", account).getString("id"));
        String id = as(tenant)
                .body(Http.bodyOf("old", account))
                .post(CONNECTORS + "?allowNew=true")
                .jsonPath()
                .getString("id");
        delete(id);
        long sealed = Setting.vault().sealedFor(tenant);

        JsonPath problem = as(tenant)
                .body(Http.bodyOf("new", account))
                .post(CONNECTORS)
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(problem.getString("code")).isEqualTo("CONNECTOR_RESTORABLE");
        assertThat(problem.getString("connectorId")).isEqualTo(id);
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(sealed);
        as(Http.newTenant())
                .body(Http.bodyOf("new", account))
                .post(CONNECTORS)
                .then()
                .statusCode(201);
    }

    @Test
    void whatIsNeitherTrueNorFalseIsRefused() {
        String id = Http.create(tenant, "a").getString("id");

        assertThat(as(tenant)
                        .body(Http.bodyOf("b", Http.newAccount()))
                        .post(CONNECTORS + "?allowNew=yes")
                        .then()
                        .statusCode(400)
                        .extract()
                        .jsonPath()
                        .getString("errors[0].parameter"))
                .isEqualTo("allowNew");
        as(tenant, "admin").delete(CONNECTORS + "/" + id + "?purge=1").then().statusCode(400);
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?Purge=true", "?purge", "?purge=", "?purge=true&purge=true", "?force=true"})
    void whoMisspellsThePurgeDeletesNothing(String query) {
        String id = Http.create(tenant, "a").getString("id");

        assertThat(as(tenant, "admin")
                        .delete(CONNECTORS + "/" + id + query)
                        .then()
                        .statusCode(400)
                        .extract()
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("INVALID_PARAMETER");
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?allownew=true", "?allowNew", "?dryRun=true"})
    void whoMisspellsAParameterOfTheCreationMakesNothing(String query) {
        as(tenant)
                .body(Http.bodyOf("a", Http.newAccount()))
                .post(CONNECTORS + query)
                .then()
                .statusCode(400);

        assertThat(names()).isEmpty();
    }

    @Test
    void deletedConnectorsAreListedTheLastDeletedFirst() {
        List<String> ids = List.of("a", "b", "c").stream()
                .map(name -> Http.create(tenant, name).getString("id"))
                .toList();
        ids.forEach(this::delete);

        JsonPath first = deletedPage("?limit=2");
        JsonPath second = deletedPage("?limit=2&cursor=" + first.getString("nextCursor"));

        assertThat(first.getList("items.name")).containsExactly("c", "b");
        assertThat(second.getList("items.name")).containsExactly("a");
        assertThat(second.getString("nextCursor")).isNull();
        assertThat(first.getString("items[0].restorableUntil")).isGreaterThan(first.getString("items[0].deletedAt"));
        assertThat(as(Http.newTenant()).get(CONNECTORS + "/deleted").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void whatIsRestoredIsWhatWasRead() {
        String id = Http.create(tenant, "a").getString("id");
        delete(id);
        long version = deletedPage("").getLong("items[0].version");

        assertThat(version).isEqualTo(2);
        restoreIf("\"1\"", id).then().statusCode(412);
        assertThat(deleted()).containsExactly("a");
        restoreIf("\"" + version + "\"", id).then().statusCode(200);
    }

    @Test
    void whatIsDueToBePurgedIsNotRestored() {
        String id = Http.create(tenant, "a").getString("id");
        delete(id);

        Rows.execute("UPDATE connector SET purge_at = now() WHERE id = ?", id);

        assertThat(deleted()).isEmpty();
        restore(id, 404);
    }

    @Test
    void aConnectionTestThatIsOpenEndsWithItsConnector() {
        String id = Http.create(tenant, "a").getString("id");
        as(tenant).post(CONNECTORS + "/" + id + "/test").then().statusCode(202);

        delete(id);

        assertThat(Rows.text(
                        "SELECT ends_by <= now() AND deadline_at <= now() FROM connection_test WHERE connector_id = ?",
                        id))
                .isEqualTo("t");
    }

    @Test
    void theTwinIsNotMadeByTheFirstRoleEitherUnlessItIsMeant() {
        String account = Http.newAccount();
        String deleted = Http.create(tenant, "old", account).getString("id");
        delete(deleted);
        String path = CONNECTORS + "/" + Http.createWithoutRole(tenant, "new").getString("id");
        String role = "{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}";
        long sealed = Setting.vault().sealedFor(tenant);

        JsonPath patched = as(tenant)
                .body(role)
                .patch(path)
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();
        JsonPath put = as(tenant)
                .body(role)
                .put(path + "/credential")
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(sealed);
        as(tenant).body(role).post(path + "/credentials").then().statusCode(201);
        JsonPath made = as(tenant)
                .post(path + "/credentials/2/make-current")
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(List.of(patched, put, made))
                .map(problem -> problem.getString("code"))
                .containsOnly("CONNECTOR_RESTORABLE");
        assertThat(List.of(patched, put, made))
                .map(problem -> problem.getString("connectorId"))
                .containsOnly(deleted);
        assertThat(as(tenant).get(path).jsonPath().getString("aws.roleArn")).isNull();
        as(tenant).body(role).patch(path + "?allowNew=true").then().statusCode(200);
        as(tenant).body("{\"name\": \"newer\"}").patch(path).then().statusCode(200);
    }

    @Test
    void whoMeansATwinCanMakeAVersionWithItsRoleCurrent() {
        String account = Http.newAccount();
        delete(Http.create(tenant, "old", account).getString("id"));
        String path = CONNECTORS + "/" + Http.createWithoutRole(tenant, "new").getString("id") + "/credentials";
        as(tenant)
                .body("{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}")
                .post(path)
                .then()
                .statusCode(201);

        as(tenant).post(path + "/2/make-current?allowNew=true").then().statusCode(200);
    }

    @Test
    void nobodyRestoresWhatIsNotTheirs() {
        String id = Http.create(tenant, "a").getString("id");
        delete(id);

        as(Http.newTenant()).post(CONNECTORS + "/" + id + "/restore").then().statusCode(404);
        as(tenant, "viewer").post(CONNECTORS + "/" + id + "/restore").then().statusCode(403);
        assertThat(deleted()).containsExactly("a");
    }

    private Response restoreIf(String tag, String id) {
        return as(tenant).header("If-Match", tag).post(CONNECTORS + "/" + id + "/restore");
    }

    private void delete(String id) {
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);
    }

    private JsonPath restore(String id, int status) {
        return as(tenant)
                .post(CONNECTORS + "/" + id + "/restore")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private List<String> names() {
        return as(tenant).get(CONNECTORS).jsonPath().getList("items.name");
    }

    private List<String> deleted() {
        return deletedPage("").getList("items.name");
    }

    private JsonPath deletedPage(String query) {
        return as(tenant, "viewer")
                .get(CONNECTORS + "/deleted" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
