package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two live connectors of a tenant never share a name or an account, however close together they are made. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class DuplicatesIT {
    private final String tenant = Http.newTenant();

    @Test
    void aTakenNameIsRefusedWhateverItsCase() {
        Http.create(tenant, "Stra\u00dfe \u00c4");

        JsonPath problem = refused(Http.bodyOf("STRA\u00dfE \u00e4", Http.newAccount()));

        assertThat(problem.getString("code")).isEqualTo("DUPLICATE_NAME");
        assertThat(problem.getString("errors[0].pointer")).isEqualTo("#/name");
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(1);
    }

    @Test
    void aTakenAccountIsRefusedWhateverItsRole() {
        String account = Http.newAccount();
        Http.create(tenant, "a", account);

        JsonPath problem = refused("""
                {"name": "b", "provider": "AWS", "aws": {"roleArn": "arn:aws:iam::%s:role/Another"}}
                """.formatted(account));

        assertThat(problem.getString("code")).isEqualTo("DUPLICATE_ACCOUNT");
        assertThat(problem.getString("errors[0].pointer")).isEqualTo("#/aws/roleArn");
    }

    @Test
    void aPatchCannotTakeANameOrAnAccountEither() {
        String account = Http.newAccount();
        Http.create(tenant, "a", account);
        String other = Http.createWithoutRole(tenant, "b").getString("id");

        assertThat(patched(other, "{\"name\": \"A\"}").getString("code")).isEqualTo("DUPLICATE_NAME");
        assertThat(patched(other, "{\"aws\": {\"roleArn\": \"" + Http.role(account) + "\"}}")
                        .getString("code"))
                .isEqualTo("DUPLICATE_ACCOUNT");
        assertThat(Http.read(tenant, other).getString("name")).isEqualTo("b");
    }

    @Test
    void ofManyCreatedAtOnceOneWins() throws Exception {
        String account = Http.newAccount();

        List<Integer> statuses = atOnce(
                8,
                () -> as(tenant)
                        .body(Http.bodyOf("a", account))
                        .post(CONNECTORS)
                        .statusCode());

        assertThat(statuses)
                .containsOnlyOnce(201)
                .filteredOn(status -> status != 201)
                .containsOnly(409);
        assertThat(as(tenant).get(CONNECTORS).jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void changesAtOnceAreAllKeptOrRefused() throws Exception {
        String id = Http.create(tenant, "a").getString("id");
        var labels = new java.util.concurrent.atomic.AtomicInteger();

        List<Integer> statuses = atOnce(
                4,
                () -> as(tenant)
                        .body("{\"labels\": {\"l" + labels.incrementAndGet() + "\": \"x\"}}")
                        .patch(CONNECTORS + "/" + id)
                        .statusCode());

        long kept = statuses.stream().filter(status -> status == 200).count();
        assertThat(statuses).containsAnyOf(200).isSubsetOf(200, 409);
        assertThat(Http.read(tenant, id).getMap("labels")).hasSize((int) kept);
        assertThat(Http.read(tenant, id).getLong("version")).isEqualTo(1 + kept);
    }

    private static List<Integer> atOnce(int times, Callable<Integer> request) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            start.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private JsonPath refused(String body) {
        return as(tenant)
                .body(body)
                .post(CONNECTORS)
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();
    }

    private JsonPath patched(String id, String body) {
        return as(tenant)
                .body(body)
                .patch(CONNECTORS + "/" + id)
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();
    }
}
