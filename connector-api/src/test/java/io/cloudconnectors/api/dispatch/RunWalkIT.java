package io.cloudconnectors.api.dispatch;

import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

/** The whole way of a run through the service: the test is the poller. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
@TestProfile(RunWalkIT.EngineRuns.class)
class RunWalkIT {
    private static final KafkaClients KAFKA = Kafka.clients();
    private static final SliceKey EC2 = new SliceKey("eu-central-1", "ec2");

    /** With the engine on, which other HTTP tests keep off. */
    public static final class EngineRuns implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "dispatch.enabled", "true",
                    "dispatch.tick", "200MS",
                    "lease.sweeping", "true",
                    "results.enabled", "true");
        }
    }

    @Test
    void aDueConnectorGoesToKafkaAndItsResultsComeBack() throws Exception {
        String tenant = Http.newTenant();
        String connector = create(tenant);

        RunRequest request = request(Topics.RUNS_SCHEDULED, connector);
        assertThat(request.tenant()).isEqualTo(tenant);
        as(tenant, "viewer")
                .get("/api/v1/connectors/{id}/runs", connector)
                .then()
                .body("items.state", contains("QUEUED"));

        LeaseGrant grant = lease(request).as(LeaseGrant.class);
        assertThat(subject(grant.runToken())).isEqualTo(request.runId().toString());
        as(tenant, "viewer")
                .get("/api/v1/connectors/{id}", connector)
                .then()
                .body("state", equalTo("PROCESSING"))
                .body("currentRun.state", equalTo("RUNNING"));
        assertThat(lease(request).statusCode()).isEqualTo(409);
        assertThat(heartbeat(request, grant.epoch())).isEqualTo("CONTINUE");

        var origin = new Origin(request.runId(), request.attempt(), grant.epoch(), request.connectorId(), tenant);
        var vpc = new Asset(
                "AWS::EC2::VPC", "vpc-1", null, "eu-central-1", Map.of(), Map.of("cidrBlock", "10.0.0.0/16"), "1");
        send(new ResultEvent.SliceChunk(origin, EC2, 0, List.of(vpc)));
        send(new ResultEvent.SliceSeen(origin, EC2, 1, 1, List.of(), Instant.parse("2026-11-24T12:00:00Z")));
        send(new ResultEvent.RunFinished(
                origin, RunOutcome.SUCCEEDED, null, null, 1, Instant.parse("2026-11-24T12:00:01Z")));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> as(tenant, "viewer")
                        .get("/api/v1/connectors/{id}", connector)
                        .then()
                        .body("state", equalTo("ONLINE"))
                        .body("health", equalTo("OK"))
                        .body("lastRun.state", equalTo("SUCCEEDED"))
                        .body("lastRun.assets.created", equalTo(1)));
        as(tenant, "viewer")
                .get("/api/v1/connectors/{id}/assets", connector)
                .then()
                .body("items.nativeId", contains("vpc-1"))
                .body("items.lastSeenAt", contains("2026-11-24T12:00:00Z"));
        as(tenant, "viewer")
                .get("/api/v1/connectors/{id}/runs/{run}", connector, request.runId())
                .then()
                .body("slices", hasSize(1))
                .body("slices[0].status", equalTo("SEEN"));
        assertThat(heartbeat(request, grant.epoch())).isEqualTo("FENCED");
    }

    @Test
    void aRunThatItsPollerHandsBackIsSentAgainAtOnce() throws Exception {
        String connector = create(Http.newTenant());
        RunRequest first = request(Topics.RUNS_SCHEDULED, connector);
        LeaseGrant grant = lease(first).as(LeaseGrant.class);

        assertThat(release(first, grant.epoch() + 1)).isEqualTo(409);
        assertThat(release(first, grant.epoch())).isEqualTo(204);
        assertThat(release(first, grant.epoch())).isEqualTo(409);

        var again = Kafka.await(
                Topics.RUNS_SCHEDULED,
                record -> connector.equals(record.key())
                        && new String(record.value(), StandardCharsets.UTF_8).contains("\"attempt\": 2"));
        RunRequest second = EngineDatabases.JSON.readValue(again.value(), RunRequest.class);
        assertThat(second.runId()).isEqualTo(first.runId());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(heartbeat(first, grant.epoch())).isEqualTo("FENCED");
        assertThat(lease(second).statusCode()).isEqualTo(200);
    }

    @Test
    void aManualRunIsCancelledWhileItRuns() throws Exception {
        String tenant = Http.newTenant();
        String connector = create(tenant);
        RunRequest first = request(Topics.RUNS_SCHEDULED, connector);
        cancel(tenant, first).then().statusCode(202);
        assertThat(lease(first).statusCode()).isEqualTo(409);

        as(tenant, "editor")
                .post("/api/v1/connectors/{id}/runs", connector)
                .then()
                .statusCode(202);
        RunRequest manual = request(Topics.RUNS_INTERACTIVE, connector);
        LeaseGrant grant = lease(manual).as(LeaseGrant.class);
        cancel(tenant, manual).then().statusCode(202);
        assertThat(heartbeat(manual, grant.epoch())).isEqualTo("CANCEL");

        var origin = new Origin(manual.runId(), manual.attempt(), grant.epoch(), manual.connectorId(), tenant);
        send(new ResultEvent.RunFinished(
                origin, RunOutcome.CANCELLED, null, null, 0, Instant.parse("2026-11-24T12:00:01Z")));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> as(tenant, "viewer")
                        .get("/api/v1/connectors/{id}/runs/{run}", connector, manual.runId())
                        .then()
                        .body("state", equalTo("CANCELLED")));
        cancel(tenant, manual).then().statusCode(409);
    }

    @Test
    void aRestoredConnectorRunsAtOnceAndThenOnItsGrid() throws Exception {
        String tenant = Http.newTenant();
        String connector = create(tenant);
        RunRequest before = request(Topics.RUNS_SCHEDULED, connector);
        as(tenant, "admin").delete("/api/v1/connectors/{id}", connector).then().statusCode(204);
        Rows.force("UPDATE schedule SET next_run_at = now() + interval '20 hours' WHERE connector_id = ?", connector);

        as(tenant, "admin")
                .post("/api/v1/connectors/{id}/restore", connector)
                .then()
                .statusCode(200);

        var after = Kafka.await(
                Topics.RUNS_SCHEDULED,
                record -> connector.equals(record.key())
                        && !new String(record.value(), StandardCharsets.UTF_8)
                                .contains(before.runId().toString()));
        assertThat(EngineDatabases.JSON
                        .readValue(after.value(), RunRequest.class)
                        .trigger())
                .isEqualTo(RunTrigger.SCHEDULED);
        assertThat(Rows.isOnItsGrid(connector, 240 * 60)).isTrue();
    }

    @Test
    void onlyAPollersTokenLeases() {
        String path = "/internal/v1/runs/" + UUID.randomUUID() + "/attempts/1/lease";
        String body = "{\"pollerId\": \"poller-a\"}";

        given().contentType("application/json").body(body).post(path).then().statusCode(401);
        as(Http.newTenant(), "admin").body(body).post(path).then().statusCode(403);
        with(Setting.identity().scopedToken("vault:write"))
                .body(body)
                .post(path)
                .then()
                .statusCode(403);
        with(Setting.identity().scopedToken("vault:write"))
                .body("{\"epoch\": 1}")
                .post(path.replace("/lease", "/release"))
                .then()
                .statusCode(403);
        with(poller()).body(body).post(path).then().statusCode(409);
        with(poller()).post(path).then().statusCode(400);
        with(poller()).body("{}").post(path).then().statusCode(400);
    }

    @Test
    void theServiceIsReadyOnceKafkaHasItsTopics() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().baseUri("http://127.0.0.1:" + managementPort())
                        .get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.name", hasItem("kafka-topics")));
    }

    private static int managementPort() {
        return org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.management.test-port", Integer.class);
    }

    private static String create(String tenant) {
        return as(tenant, "editor")
                .body("""
                        {"name": "prod-eu", "provider": "AWS", "aws": {"roleArn": "arn:aws:iam::123456789012:role/Reader"}}
                        """)
                .post("/api/v1/connectors")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RunRequest request(String topic, String connector) throws Exception {
        return EngineDatabases.JSON.readValue(
                Kafka.await(topic, record -> connector.equals(record.key())).value(), RunRequest.class);
    }

    private static io.restassured.response.Response lease(RunRequest request) {
        return with(poller())
                .body("{\"pollerId\": \"poller-a\"}")
                .post("/internal/v1/runs/{run}/attempts/{n}/lease", request.runId(), request.attempt());
    }

    private static int release(RunRequest request, long epoch) {
        return with(poller())
                .body("{\"epoch\": " + epoch + ", \"pollerId\": \"poller-a\"}")
                .post("/internal/v1/runs/{run}/attempts/{n}/release", request.runId(), request.attempt())
                .statusCode();
    }

    private static String heartbeat(RunRequest request, long epoch) {
        return with(poller())
                .body("{\"epoch\": " + epoch + ", \"pollerId\": \"poller-a\"}")
                .post("/internal/v1/runs/{run}/attempts/{n}/heartbeat", request.runId(), request.attempt())
                .then()
                .statusCode(200)
                .extract()
                .path("directive");
    }

    private static io.restassured.response.Response cancel(String tenant, RunRequest request) {
        return as(tenant, "editor")
                .post("/api/v1/connectors/{id}/runs/{run}/cancel", request.connectorId(), request.runId());
    }

    private static String poller() {
        return Setting.identity().scopedToken("vault:reveal", "runs:lease");
    }

    /** As the vault does it: with the key that is published to everybody. */
    private static String subject(String runToken) throws Exception {
        String keys = given().get(RunTokenClaims.JWKS_PATH)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .setExpectedAudience(RunTokenClaims.AUDIENCE)
                .build()
                .processToClaims(runToken)
                .getSubject();
    }

    private static void send(ResultEvent event) throws Exception {
        byte[] value = EngineDatabases.JSON.writerFor(ResultEvent.class).writeValueAsBytes(event);
        KAFKA.producer()
                .send(new ProducerRecord<>(
                        Topics.RESULTS, event.origin().connectorId().toString(), value))
                .get();
    }
}
