package io.cloudconnectors.api.idempotency;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a POST made is committed, and the instance dies before it keeps the answer. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class CrashIT {
    private static final String DRAFTS = CONNECTORS + "/drafts";

    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();
    private final String key = UUID.randomUUID().toString();
    private final String body = Http.bodyOf("a", account);

    @AfterEach
    void allIsWell() throws SQLException {
        Setting.vault().goDown(false);
        answersAreKept();
    }

    @Test
    void aConnectorIsMadeOnce() throws SQLException {
        answersAreLost();
        var lost = post(CONNECTORS, body, 201);

        var tooSoon = post(CONNECTORS, body, 409);
        theInstanceIsGone();
        var retried = post(CONNECTORS, body, 201);

        assertThat(tooSoon.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_IN_USE");
        assertThat(tooSoon.header("Retry-After")).isNotBlank();
        assertSame(retried, lost);
        assertThat(names()).containsExactly("a");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
        assertThat(post(CONNECTORS, body, 201).header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aRunIsStartedOnce() throws SQLException {
        String id = Http.create(tenant, "a", account).getString("id");
        var retried = lostAndRetried(CONNECTORS + "/" + id + "/runs", "", 202);

        assertThat(as(tenant).get(CONNECTORS + "/" + id + "/runs").jsonPath().getList("items.id"))
                .containsExactly(retried.jsonPath().getString("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS", "GCP"})
    void aDraftIsReservedOnce(String provider) throws SQLException {
        var retried = lostAndRetried(DRAFTS, "{\"provider\": \"" + provider + "\"}", 201);

        as(tenant).get(retried.header("Location")).then().statusCode(200);
        assertThat(Rows.text(
                        "SELECT count(*) FROM draft d JOIN draft s ON d.tenant = s.tenant WHERE s.id = ?",
                        idOf(retried)))
                .isEqualTo("1");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(provider.equals("AWS") ? 1 : 0);
    }

    @Test
    void aDraftThatBecameAConnectorIsNotReservedAgain() throws SQLException {
        answersAreLost();
        var lost = post(DRAFTS, "{\"provider\": \"AWS\"}", 201);
        Http.make(tenant, "{\"name\": \"a\", \"provider\": \"AWS\", \"draftId\": \"" + idOf(lost) + "\"}");

        theInstanceIsGone();

        assertThat(post(DRAFTS, "{\"provider\": \"AWS\"}", 409).jsonPath().getString("code"))
                .isEqualTo("DRAFT_USED");
        as(tenant).get(DRAFTS + "/" + idOf(lost)).then().statusCode(404);
    }

    @Test
    void aCredentialVersionIsAddedOnce() throws SQLException {
        String path = CONNECTORS + "/" + Http.create(tenant, "a", account).getString("id") + "/credentials";

        lostAndRetried(path, role("Second"), 201);

        assertThat(as(tenant).get(path).jsonPath().getList("items.version")).containsExactly(2, 1);
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(2);
    }

    /** The vault was away, so nothing was made; that the current version is the same is a coincidence. */
    @Test
    void aVersionFromBeforeTheFirstAttemptIsNotTakenForItsOutcome() {
        String path = CONNECTORS + "/" + Http.create(tenant, "a", account).getString("id") + "/credentials";
        String same = "{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}";
        Setting.vault().goDown(true);
        post(path, same, 503);
        Setting.vault().goDown(false);

        assertThat(post(path, same, 201).jsonPath().getInt("version")).isEqualTo(2);
    }

    @Test
    void aVersionThatSomebodyElseAddedIsNotTakenForItsOutcome() throws SQLException {
        String path = CONNECTORS + "/" + Http.create(tenant, "a", account).getString("id") + "/credentials";
        Setting.vault().goDown(true);
        post(path, role("Mine"), 503);
        Setting.vault().goDown(false);
        as(tenant).body(role("Theirs")).post(path).then().statusCode(201);

        var retried = post(path, role("Mine"), 201).jsonPath();

        assertThat(retried.getInt("version")).isEqualTo(3);
        assertThat(retried.getString("identity")).endsWith("/Mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tried"})
    void aConnectionTestIsStartedOnce(String trial) throws SQLException {
        String id = Http.create(tenant, "a", account).getString("id");

        lostAndRetried(CONNECTORS + "/" + id + "/test", trial.isEmpty() ? "" : role(trial), 202);

        assertThat(Rows.text("SELECT count(*) FROM connection_test WHERE connector_id = ?", id))
                .isEqualTo("1");
        assertThat(Setting.vault().trials(tenant)).hasSize(trial.isEmpty() ? 0 : 1);
    }

    @Test
    void whatTheFirstAttemptMadeAndSomebodyDeletedIsNotMadeAgain() throws SQLException {
        answersAreLost();
        var lost = post(CONNECTORS, body, 201);
        as(tenant).delete(lost.header("Location")).then().statusCode(204);

        theInstanceIsGone();

        assertThat(post(CONNECTORS, body, 404).jsonPath().getString("code")).isEqualTo("CONNECTOR_NOT_FOUND");
        assertThat(names()).isEmpty();
    }

    /** The answer to the retry, which is that of the first attempt. */
    private ExtractableResponse<Response> lostAndRetried(String path, String sent, int status) throws SQLException {
        answersAreLost();
        var lost = post(path, sent, status);
        theInstanceIsGone();
        var retried = post(path, sent, status);
        assertSame(retried, lost);
        return retried;
    }

    private static void assertSame(ExtractableResponse<Response> retried, ExtractableResponse<Response> lost) {
        assertThat(retried.header("Idempotency-Replayed")).isNull();
        assertThat(retried.header("Location")).isEqualTo(lost.header("Location"));
        assertThat(retried.jsonPath().getMap("")).isEqualTo(lost.jsonPath().getMap(""));
    }

    private ExtractableResponse<Response> post(String path, String sent, int status) {
        return as(tenant)
                .header("Idempotency-Key", key)
                .body(sent)
                .post(path)
                .then()
                .statusCode(status)
                .extract();
    }

    private String role(String name) {
        return "{\"aws\": {\"roleArn\": \"arn:aws:iam::" + account + ":role/" + name + "\"}}";
    }

    private static String idOf(ExtractableResponse<Response> made) {
        return made.jsonPath().getString("id");
    }

    private List<String> names() {
        return as(tenant).get(CONNECTORS).jsonPath().getList("items.name");
    }

    /** From now on no answer of this key can be kept: what the change made is committed all the same. */
    private void answersAreLost() throws SQLException {
        run("""
                CREATE OR REPLACE FUNCTION lose_answer() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'the instance is gone'; END $$
                """);
        run("""
                CREATE TRIGGER lost_answer BEFORE UPDATE ON idempotency_key FOR EACH ROW
                    WHEN (NEW.status IS NOT NULL AND NEW.key = '%s') EXECUTE FUNCTION lose_answer()
                """.formatted(key));
    }

    /** Its lease ends, and another instance keeps answers. */
    private void theInstanceIsGone() throws SQLException {
        answersAreKept();
        run("UPDATE idempotency_key SET claimed_until = now() WHERE key = '" + key + "'");
    }

    private static void answersAreKept() throws SQLException {
        run("DROP TRIGGER IF EXISTS lost_answer ON idempotency_key");
    }

    private static void run(String sql) throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
