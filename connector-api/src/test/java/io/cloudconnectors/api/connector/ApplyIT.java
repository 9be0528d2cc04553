package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.connector.CiJob.body;
import static io.cloudconnectors.api.connector.CiJob.summary;
import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connectors as code. A set becomes what its file says, and nothing else changes. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ApplyIT {
    private final CiJob job = new CiJob();
    private final String secret = "secret-" + UUID.randomUUID();

    @Test
    void whatIsMissingIsCreatedWhatDiffersChangedWhatLeftDisabledAndNothingElseTouched() {
        Map<?, ?> outside = Http.create(job.tenant(), "outside").getMap("");
        String a = job.aws("a", "");
        JsonPath first = job.apply("s", a, job.aws("b", ""), job.aws("c", ""));
        Map<?, ?> unchanged = job.connector("c").getMap("");

        JsonPath second = job.apply(
                "s",
                a.replace(
                        "\"AWS\",",
                        "\"AWS\", \"runFrequencyMinutes\": 60, \"requestsPerSecond\": 5, \"labels\": {\"team\": \"x\"},"),
                job.aws("d", ""),
                job.item("c"));

        assertThat(summary(first)).isEqualTo("created=3 updated=0 disabled=0 unchanged=0 failed=0");
        assertThat(summary(second)).isEqualTo("created=1 updated=1 disabled=1 unchanged=1 failed=0");
        assertThat(second.getString("applySet")).isEqualTo("s");
        assertThat(second.getBoolean("dryRun")).isFalse();
        assertThat(second.<String>getList("items.name")).containsExactly("a", "d", "c", "b");
        assertThat(second.<String>getList("items.action")).containsExactly("UPDATE", "CREATE", "UNCHANGED", "DISABLE");
        assertThat(second.<String>getList("items.result")).containsOnly("DONE");
        assertThat(second.<List<String>>getList("items.changes"))
                .containsExactly(
                        List.of("runFrequencyMinutes", "requestsPerSecond", "labels"),
                        List.of(),
                        List.of(),
                        List.of("enabled"));
        assertThat(second.<String>getList("items.id"))
                .containsExactly(Stream.of("a", "d", "c", "b")
                        .map(name -> job.connector(name).getString("id"))
                        .toArray(String[]::new));
        assertThat(job.connector("a").getInt("runFrequencyMinutes")).isEqualTo(60);
        assertThat(job.connector("b").getBoolean("enabled")).isFalse();
        assertThat(job.connector("c").getMap("")).isEqualTo(unchanged);
        assertThat(job.connector("outside").getMap("")).isEqualTo(outside);
    }

    @Test
    void applyingTheSameAgainChangesNothingNotEvenSecrets() {
        String[] items = {job.aws("a", ""), job.azure("b", secret), job.gcp("c")};
        job.apply("s", items);
        List<Map<?, ?>> before = job.all();

        for (int i = 0; i < 3; i++) {
            JsonPath again = job.apply("s", items);

            assertThat(summary(again)).isEqualTo("created=0 updated=0 disabled=0 unchanged=3 failed=0");
            assertThat(again.<List<?>>getList("items.changes")).containsOnly(List.of());
        }
        assertThat(job.all()).isEqualTo(before);
        assertThat(Setting.vault().sealedFor(job.tenant())).isEqualTo(3);
    }

    @Test
    void aNewSecretIsANewVersionAndOneThatIsLeftOutStays() {
        String subscription = UUID.randomUUID().toString();
        job.apply("s", job.azure("a", subscription, "\"authenticationKey\": \"" + secret + "\""));

        JsonPath without = job.apply("s", job.azure("a", subscription, "\"cloud\": \"PUBLIC\""));
        JsonPath other = job.apply("s", job.azure("a", subscription, "\"authenticationKey\": \"next-" + secret + "\""));

        assertThat(summary(without)).contains("unchanged=1");
        assertThat(other.<List<?>>getList("items.changes")).containsExactly(List.of("credential"));
        assertThat(job.connector("a").getInt("credential.version")).isEqualTo(2);
        assertThat(Setting.vault().sealed(job.tenant(), 2).orElseThrow().azure().authenticationKey())
                .isEqualTo("next-" + secret);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
        String a = job.aws("a", "");
        job.apply("s", a, job.aws("b", ""), job.azure("c", secret));
        List<Map<?, ?>> before = job.all();
        long sealed = Setting.vault().sealedFor(job.tenant());
        String[] wanted = {
            a.replace("\"AWS\",", "\"AWS\", \"description\": \"new\","),
            job.azure("d", secret),
            job.item("c").replace(secret, "next")
        };

        JsonPath plan = job.send("?dryRun=true", body("s", "", wanted), 200).jsonPath();
        JsonPath nothing = job.send("?dryRun=true", body("never", "", job.aws("z", "")), 200)
                .jsonPath();

        assertThat(plan.getBoolean("dryRun")).isTrue();
        assertThat(summary(plan)).isEqualTo("created=1 updated=2 disabled=1 unchanged=0 failed=0");
        assertThat(plan.<String>getList("items.result")).containsOnly("PLANNED");
        assertThat(plan.<List<?>>getList("items.changes"))
                .containsExactly(List.of("description"), List.of(), List.of("credential"), List.of("enabled"));
        assertThat(summary(nothing)).contains("created=1");
        assertThat(job.all()).isEqualTo(before);
        assertThat(Setting.vault().sealedFor(job.tenant())).isEqualTo(sealed);
        JsonPath done = job.apply("s", wanted);
        assertThat(summary(done)).isEqualTo(summary(plan));
        assertThat(done.<String>getList("items.action")).isEqualTo(plan.<String>getList("items.action"));
    }

    @Test
    void aSetCanBeWrittenInYaml() {
        var answer = as(job.tenant())
                .contentType("application/yaml")
                .body("""
                        applySet: s
                        connectors:
                          - name: a
                            provider: AWS
                            aws:
                              roleArn: %s
                        """.formatted(Http.role(Http.newAccount())))
                .post(CiJob.APPLY)
                .then()
                .statusCode(200)
                .extract();
        var broken = as(job.tenant())
                .contentType("application/yaml")
                .body("a: &b [*b]")
                .post(CiJob.APPLY);

        assertThat(summary(answer.jsonPath())).contains("created=1");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.jsonPath().getString("code")).isEqualTo("MALFORMED_YAML");
    }

    @Test
    void aBodyOfThousandsIsTakenHereAndNowhereElse() {
        String large = body(
                "s",
                "",
                IntStream.range(0, 2_500)
                        .mapToObj(i -> "{\"name\": \"n" + i + "\", \"description\": \"" + "x".repeat(100) + "\"}")
                        .toArray(String[]::new));

        JsonPath result = job.send("?dryRun=true", large, 200).jsonPath();
        var elsewhere = as(job.tenant()).body(large).post(CONNECTORS);

        assertThat(large.length()).isGreaterThan(300_000);
        assertThat(summary(result)).contains("failed=2500");
        assertThat(elsewhere.statusCode()).isEqualTo(413);
    }

    @Test
    void aRetryWithItsKeyGetsTheFirstResult() {
        String body = body("s", "", job.aws("a", ""));
        String key = UUID.randomUUID().toString();

        var first = as(job.tenant()).header("Idempotency-Key", key).body(body).post(CiJob.APPLY);
        var again = as(job.tenant()).header("Idempotency-Key", key).body(body).post(CiJob.APPLY);

        assertThat(summary(first.jsonPath())).contains("created=1");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aViewerAppliesNothing() {
        as(job.tenant(), "viewer")
                .body(body("s", "", job.aws("a", "")))
                .post(CiJob.APPLY + "?dryRun=true")
                .then()
                .statusCode(403);
    }
}
