package io.cloudconnectors.api.audit;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static io.cloudconnectors.api.setting.Http.role;
import static io.cloudconnectors.api.setting.Http.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of what people and clients do, and who may read it. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class AuditIT {
    private static final String AUDIT = "/api/v1/audit";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = newTenant();

    @Test
    void everyChangeIsWrittenDownWithWhatWasThereBeforeAndAfter() throws Exception {
        String id = create(tenant, "prod").getString("id");
        patch(id, "{\"runFrequencyMinutes\": 60}");
        patch(id, "{\"runFrequencyMinutes\": 60}"); // changes nothing
        replaceRole(id);
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        List<JsonNode> entries = entries("");

        assertThat(entries)
                .map(e -> e.path("action").asText())
                .containsExactly("CONNECTOR_DELETED", "CREDENTIAL_REPLACED", "CONNECTOR_CHANGED", "CONNECTOR_CREATED");
        assertThat(entries).map(e -> e.path("seq").asLong()).containsExactly(4L, 3L, 2L, 1L);
        JsonNode created = entries.get(3);
        assertThat(created.path("before").isNull()).isTrue();
        assertThat(created.at("/after/connector/name").asText()).isEqualTo("prod");
        JsonNode changed = entries.get(2);
        assertThat(changed.at("/before/connector/runFrequencyMinutes").asInt()).isEqualTo(240);
        assertThat(changed.at("/after/connector/runFrequencyMinutes").asInt()).isEqualTo(60);
        assertThat(entries.get(1).at("/after/credentialVersion").asInt()).isEqualTo(2);
        JsonNode deleted = entries.get(0);
        assertThat(deleted.path("after").isNull()).isTrue();
        assertThat(deleted.path("connectorName").asText()).isEqualTo("prod");
    }

    @Test
    void runsThatPeopleStartAndCancelAreWrittenDown() throws Exception {
        String id = create(tenant, "prod").getString("id");
        String run = Http.run(tenant, id);
        as(tenant).post(CONNECTORS + "/" + id + "/runs").then().statusCode(409);
        String cancel = CONNECTORS + "/" + id + "/runs/" + run + "/cancel";
        as(tenant).post(cancel).then().statusCode(202);
        as(tenant).post(cancel).then().statusCode(409);

        List<JsonNode> entries = entries("");

        assertThat(entries)
                .map(e -> e.path("action").asText())
                .containsExactly("RUN_CANCELLED", "RUN_REQUESTED", "CONNECTOR_CREATED");
        assertThat(entries.get(1).at("/after/runId").asText()).isEqualTo(run);
        assertThat(entries.get(1).at("/actor/name").asText()).isEqualTo("someone");
        assertThat(entries.get(0).at("/before/state").asText()).isEqualTo("QUEUED");
        assertThat(entries.get(0).at("/after/state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void whatWasRefusedIsNotWrittenDown() throws Exception {
        create(tenant, "prod");
        as(tenant)
                .body("{\"name\": \"prod\", \"provider\": \"AWS\", \"aws\": {}}")
                .post(CONNECTORS)
                .then()
                .statusCode(409);

        assertThat(entries("")).hasSize(1);
    }

    @Test
    void anEntrySaysWhoActedAndFromWhere() throws Exception {
        with(Setting.identity().clientToken(tenant, "ci-deployer", "editor"))
                .header("User-Agent", "x".repeat(300))
                .header("X-Request-Id", "pipeline-4711")
                .header("X-Forwarded-For", "203.0.113.7")
                .body("{\"name\": \"prod\", \"provider\": \"AWS\", \"aws\": {}}")
                .post(CONNECTORS)
                .then()
                .statusCode(201);
        create(tenant, "by-a-person");

        List<JsonNode> entries = entries("");

        JsonNode client = entries.get(1);
        assertThat(client.path("actor")).isEqualTo(JSON.readTree("""
                        {"kind": "CLIENT", "subject": "someone", "name": "service-account-ci-deployer", "clientId": "ci-deployer"}
                        """));
        assertThat(client.at("/origin/address").asText())
                .as("nobody may say where they come from, unless a proxy is configured")
                .isEqualTo("127.0.0.1");
        assertThat(client.at("/origin/userAgent").asText()).isEqualTo("x".repeat(200));
        assertThat(client.at("/origin/requestId").asText()).isEqualTo("pipeline-4711");
        assertThat(entries.get(0).at("/actor/kind").asText()).isEqualTo("PERSON");
        assertThat(entries.get(0).at("/origin/requestId").asText()).isNotEmpty();
    }

    @Test
    void noSecretIsWrittenDown() throws Exception {
        String file = KeyFiles.serviceAccount();
        as(tenant)
                .body(
                        "{\"name\": \"g\", \"provider\": \"GCP\", \"gcp\": {\"projectId\": \"acme-prod\", \"serviceAccountKey\": "
                                + file + "}}")
                .post(CONNECTORS)
                .then()
                .statusCode(201);

        String key = JSON.readTree(file).path("private_key").asText().split("\n")[1];
        assertThat(entries("").toString()).contains("acme-prod").doesNotContain(key.substring(0, 40), "PRIVATE KEY");
    }

    @Test
    void anyoneCanCheckTheChainFromTheApiAlone() throws Exception {
        String id = create(tenant, "prüf-\uD83D\uDD11").getString("id");
        patch(
                id,
                "{\"description\": \"a \\\"b\\\" \\\\ \\n é\", \"labels\": {\"z\": \"1\", \"a\": \"2\", \"Ä\": \"3\"}}");

        List<JsonNode> entries = entries("");

        String previous = "0".repeat(64);
        for (JsonNode entry : entries.reversed()) {
            ObjectNode document = entry.deepCopy();
            document.remove("hash");
            assertThat(entry.path("previousHash").asText()).isEqualTo(previous);
            assertThat(sha256(CanonicalJson.of(document)))
                    .isEqualTo(entry.path("hash").asText());
            previous = entry.path("hash").asText();
        }
        as(tenant, "admin").get(AUDIT + "/verification").then().statusCode(200);
    }

    @Test
    void theTrailIsFiltered() throws Exception {
        String one = create(tenant, "one").getString("id");
        String other = create(tenant, "other").getString("id");
        patch(one, "{\"enabled\": false}");

        assertThat(entries("?connectorId=" + one)).hasSize(2);
        assertThat(entries("?action=CONNECTOR_CREATED")).hasSize(2);
        assertThat(entries("?actor=someone")).hasSize(3);
        assertThat(entries("?actor=somebody")).isEmpty();
        String changedAt = entries("?limit=1").getFirst().path("at").asText();
        assertThat(entries("?from=" + changedAt)).hasSize(1);
        assertThat(entries("?to=" + changedAt)).hasSize(2);
        String ofOther = as(tenant, "admin")
                .get(CONNECTORS + "/" + other + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(JSON.readTree(ofOther).path("items")).hasSize(1);
    }

    @Test
    void theTrailIsReadPageByPage() throws Exception {
        create(tenant, "one");
        create(tenant, "two");
        create(tenant, "three");

        var first = as(tenant, "admin")
                .get(AUDIT + "?limit=2")
                .then()
                .statusCode(200)
                .extract();
        var second = as(tenant, "admin")
                .get(AUDIT + "?limit=2&cursor=" + first.path("nextCursor"))
                .then()
                .statusCode(200)
                .extract();

        assertThat(first.<List<Integer>>path("items.seq")).containsExactly(3, 2);
        assertThat(second.<List<Integer>>path("items.seq")).containsExactly(1);
        assertThat(second.<String>path("nextCursor")).isNull();
    }

    @Test
    void theTrailOutlivesItsConnector() {
        String id = create(tenant, "prod").getString("id");
        as(tenant).delete(CONNECTORS + "/" + id).then().statusCode(204);

        as(tenant, "admin").get(CONNECTORS + "/" + id + "/audit").then().statusCode(200);
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        String id = create(tenant, "prod").getString("id");
        String stranger = newTenant();

        as(stranger, "admin").get(CONNECTORS + "/" + id + "/audit").then().statusCode(404);
        as(stranger, "admin")
                .get(CONNECTORS + "/" + UUID.randomUUID() + "/audit")
                .then()
                .statusCode(404);
        String mine = as(stranger, "admin").get(AUDIT + "?connectorId=" + id).asString();
        assertThat(JSON.readTree(mine).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "editor"})
    void theTrailIsForAdministrators(String role) {
        String id = create(tenant, "prod").getString("id");

        as(tenant, role).get(AUDIT).then().statusCode(403);
        as(tenant, role).get(AUDIT + "/verification").then().statusCode(403);
        as(tenant, role).get(CONNECTORS + "/" + id + "/audit").then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=2026-13-01T00:00:00Z, to",
        "connectorId=7, connectorId",
        "action=NONE, action"
    })
    void aFilterThatIsNotValidIsRefused(String query, String parameter) {
        String answer = as(tenant, "admin")
                .get(AUDIT + "?" + query)
                .then()
                .statusCode(400)
                .extract()
                .path("errors[0].parameter");
        assertThat(answer).isEqualTo(parameter);
    }

    private List<JsonNode> entries(String query) throws Exception {
        String answer = as(tenant, "admin")
                .get(AUDIT + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return JSON.readTree(answer).path("items").valueStream().toList();
    }

    private void patch(String id, String body) {
        Http.patch(tenant, id, body).statusCode(200);
    }

    private void replaceRole(String id) {
        String account = as(tenant).get(CONNECTORS + "/" + id).path("aws.accountId");
        patch(id, "{\"aws\": {\"roleArn\": \"" + role(account) + "2\"}}");
    }

    private static String sha256(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
