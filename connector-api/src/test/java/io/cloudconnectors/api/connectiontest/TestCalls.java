package io.cloudconnectors.api.connectiontest;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.contracts.TestStep.Kind;
import io.cloudconnectors.contracts.TestStep.Result;
import io.cloudconnectors.contracts.Topics;
import io.quarkus.arc.Arc;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients ask of connection tests, and what a poller makes of them. */
final class TestCalls {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    private final String tenant = Http.newTenant();
    private final String account = Http.newAccount();

    String tenant() {
        return tenant;
    }

    String account() {
        return account;
    }

    ValidatableResponse test(String id, String body) {
        return as(tenant).body(body).post(CONNECTORS + "/" + id + "/test").then();
    }

    ValidatableResponse watch(String id, String test) {
        return as(tenant, "viewer").get(tests(id, test)).then().statusCode(200);
    }

    static String tests(String id, String test) {
        return CONNECTORS + "/" + id + "/tests/" + test;
    }

    String draft(String provider) {
        return Http.draft(tenant, provider);
    }

    String trialOfRole(String suffix) {
        return "{\"aws\": {\"roleArn\": \"" + Http.role(account) + suffix + "\"}}";
    }

    static String azure() {
        return """
                {"azure": {"directoryId": "%1$s", "applicationId": "%1$s", "subscriptionId": "%1$s", "authenticationKey": "%2$s"}}
                """.formatted(UUID.randomUUID(), SECRET);
    }

    static String credentialOf(String id) {
        return Rows.text("SELECT credential_id FROM connector WHERE id = ?", id);
    }

    static RunRequest request(String connector) throws Exception {
        return EngineDatabases.JSON.readValue(
                Kafka.await(Topics.RUNS_INTERACTIVE, record -> connector.equals(record.key()))
                        .value(),
                RunRequest.class);
    }

    static LeaseGrant lease(RunRequest request) {
        return with(Setting.identity().scopedToken("runs:lease"))
                .body("{\"pollerId\": \"poller-a\"}")
                .post("/internal/v1/runs/{run}/attempts/{n}/lease", request.runId(), request.attempt())
                .then()
                .statusCode(200)
                .extract()
                .as(LeaseGrant.class);
    }

    /** A poller does the test of a connector or draft that waits, and all goes well. */
    static void succeed(String connector) throws Exception {
        RunRequest request = request(connector);
        finish(request, lease(request), RunOutcome.SUCCEEDED, List.of(step(Kind.SIGN_IN, null, null)));
    }

    /** As the intake of results does it, which is off here. */
    static void finish(RunRequest request, LeaseGrant grant, RunOutcome outcome, List<TestStep> steps) {
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
                        .finish(new RunFinished(origin, outcome, reason, null, 0, NOW, steps, null)))
                .isTrue();
    }

    static TestStep step(Kind kind, @Nullable String permission, @Nullable ReasonCode code) {
        Result result = code == null
                ? Result.PASSED
                : code == ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED ? Result.WARNING : Result.FAILED;
        Reason reason = code == null ? null : new Reason(code, "AccessDenied", null, permission, NOW);
        return new TestStep(kind, permission, result, 80, reason);
    }
}
