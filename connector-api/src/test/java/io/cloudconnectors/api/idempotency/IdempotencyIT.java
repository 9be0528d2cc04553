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
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that does not know what became of its POST sends it again. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class IdempotencyIT {
    private final String tenant = Http.newTenant();
    private final String key = UUID.randomUUID().toString();
    private final String body = Http.bodyOf("a", Http.newAccount());

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void aRetryGetsTheFirstAnswerAndChangesNothing() {
        var first = create(key, body, 201);
        Http.patch(tenant, first.path("id"), "{\"name\": \"b\"}").statusCode(200);

        var again = create(key, body, 201);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(names()).containsExactly("b");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
    }

    @Test
    void anotherBodyPathOrQueryUnderTheKeyIsRefused() {
        var created = create(key, body, 201);

        var other = create(key, Http.bodyOf("b", Http.newAccount()), 422);
        var run = post(created.jsonPath().getString("id") + "/runs", key, 422);
        keyed(as(tenant), key)
                .body(body)
                .post(CONNECTORS + "?allowNew=true")
                .then()
                .statusCode(422);

        assertThat(other.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(run.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void theQuotedAndTheBareKeyAreTheSame() {
        create(key, body, 201);

        assertThat(create("\"" + key + "\"", body, 201).header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\"\"", "a\tb", "256"})
    void whatIsNoKeyIsRefused(String sent) {
        String value = sent.equals("256") ? "k".repeat(256) : sent;

        var problem = create(value, body, 400);

        assertThat(problem.jsonPath().getString("code")).isEqualTo("INVALID_HEADER");
        assertThat(problem.jsonPath().getString("detail")).contains("1 to 255");
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsWrongWithARequestStaysWrong() {
        var first = create(key, "{\"name\": \"\"}", 422);

        var again = create(key, "{\"name\": \"\"}", 422);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.contentType()).startsWith("application/problem+json");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aFailureOfOursIsNotKept() {
        Setting.vault().goDown(true);
        create(key, body, 503);
        Setting.vault().goDown(false);

        var retried = create(key, body, 201);

        assertThat(retried.header("Idempotency-Replayed")).isNull();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatHoldsForAWhileIsNotKept() {
        String runs = Http.create(tenant, "a").getString("id") + "/runs";
        String going = as(tenant).post(CONNECTORS + "/" + runs).jsonPath().getString("id");

        var refused = post(runs, key, 409);
        as(tenant)
                .post(CONNECTORS + "/" + runs + "/" + going + "/cancel")
                .then()
                .statusCode(202);
        var retried = post(runs, key, 202);

        assertThat(refused.jsonPath().getString("code")).isEqualTo("RUN_IN_PROGRESS");
        assertThat(refused.headers().getValues("Retry-After")).hasSize(1);
        assertThat(retried.header("Idempotency-Replayed")).isNull();
        assertThat(retried.jsonPath().getString("id")).isNotEqualTo(going);
    }

    /** Both are of one draft, so the reserved id does not tell them apart. */
    @Test
    void whatAnotherRequestMadeFromTheSameDraftIsNotTakenForOnesOwn() {
        String draft = Http.draft(tenant, "AWS");
        String drafted = body.replace("{\"name\"", "{\"draftId\": \"" + draft + "\", \"name\"");
        Setting.vault().goDown(true);
        create(key, drafted, 503);
        Setting.vault().goDown(false);
        create(UUID.randomUUID().toString(), drafted.replace("\"a\"", "\"another\""), 201);

        var retried = create(key, drafted, 409);

        assertThat(retried.jsonPath().getString("code")).isEqualTo("DRAFT_USED");
        assertThat(retried.jsonPath().getString("detail")).contains(CONNECTORS + "/" + draft);
        assertThat(names()).containsExactly("another");
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() throws Exception {
        List<Callable<Integer>> retries = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i ->
                        () -> keyed(as(tenant), key).body(body).post(CONNECTORS).statusCode())
                .toList();
        try (var clients = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : clients.invokeAll(retries)) {
                assertThat(answer.get()).isIn(201, 409);
            }
        }

        assertThat(create(key, body, 201).header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(names()).containsExactly("a");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
    }

    @Test
    void keysOfTwoClientsNeverMeet() {
        create(key, body, 201);
        String other = Setting.identity().tokenOf("somebody else", tenant, "editor");

        keyed(Http.with(other), key)
                .body(Http.bodyOf("b", Http.newAccount()))
                .post(CONNECTORS)
                .then()
                .statusCode(201);
        keyed(as(Http.newTenant()), key).body(body).post(CONNECTORS).then().statusCode(201);
    }

    @Test
    void anAnswerIsReplayedToWhoMayAskAlone() {
        create(key, body, 201);

        keyed(as(tenant, "viewer"), key).body(body).post(CONNECTORS).then().statusCode(403);
    }

    @Test
    void theBodyIsKeptNowhere() {
        String secret = "secret-" + UUID.randomUUID();
        create(key, """
                {"name": "az", "provider": "AZURE", "azure": {"directoryId": "%1$s", "applicationId": "%1$s",
                 "subscriptionId": "%1$s", "authenticationKey": "%2$s"}}
                """.formatted(UUID.randomUUID(), secret), 201);

        assertThat(row("k::text")).contains(key).doesNotContain(secret);
        assertThat(row("length(body_hmac)")).isEqualTo("32");
    }

    private ExtractableResponse<Response> create(String sent, String json, int status) {
        return keyed(as(tenant), sent)
                .body(json)
                .post(CONNECTORS)
                .then()
                .statusCode(status)
                .extract();
    }

    private ExtractableResponse<Response> post(String path, String sent, int status) {
        return keyed(as(tenant), sent)
                .post(CONNECTORS + "/" + path)
                .then()
                .statusCode(status)
                .extract();
    }

    private static RequestSpecification keyed(RequestSpecification request, String sent) {
        return request.header("Idempotency-Key", sent);
    }

    private List<String> names() {
        return as(tenant).get(CONNECTORS).jsonPath().getList("items.name");
    }

    private String row(String expression) {
        return Rows.text("SELECT (" + expression + ")::text FROM idempotency_key k WHERE key = ?::uuid::text", key);
    }
}
