package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.connector.CiJob.body;
import static io.cloudconnectors.api.connector.CiJob.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connectors as code. How much happens at once: one call of a set, first runs that are spread, and no more calls of a vault that is away. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ApplyPaceIT {
    private final CiJob job = new CiJob();

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void aSetIsAppliedByOneCallAtATime() throws SQLException {
        job.apply("s", job.aws("a", ""));
        job.leaseEndsIn("1 minute");

        var refused = job.send("", body("s", "", job.item("a")), 409);
        JsonPath other = job.apply("t", job.aws("b", ""));
        JsonPath plan =
                job.send("?dryRun=true", body("s", "", job.item("a")), 200).jsonPath();
        job.leaseEndsIn("0 seconds");
        JsonPath later = job.apply("s", job.item("a"));

        assertThat(refused.jsonPath().getString("code")).isEqualTo("APPLY_IN_PROGRESS");
        assertThat(refused.header("Retry-After")).isNotBlank();
        assertThat(summary(other)).contains("created=1");
        assertThat(summary(plan)).contains("unchanged=1");
        assertThat(summary(later)).contains("unchanged=1");
    }

    /** 300 a minute: one each fifth of a second. */
    @Test
    void firstRunsAreSpreadAndNotAllDueAtOnce() throws SQLException {
        job.apply(
                "s", IntStream.range(0, 20).mapToObj(i -> job.aws("n" + i, "")).toArray(String[]::new));

        List<Double> due = job.seconds("next_run_at - c.created_at");
        assertThat(due.getLast()).isGreaterThan(3);
        assertThat(due.stream().distinct().count()).isEqualTo(20);
    }

    @Test
    void aSmallSetStartsAtOnce() {
        job.apply("s", job.aws("a", ""));

        assertThat(Rows.isDue(job.connector("a").getString("id"))).isTrue();
    }

    @Test
    void changesThatAreTriedAtOnceAreSpreadToo() throws SQLException {
        String[] items =
                IntStream.range(0, 20).mapToObj(i -> job.aws("n" + i, "")).toArray(String[]::new);
        job.apply("s", items);
        Stream.of(items)
                .forEach(item -> Rows.pretendThatItRan(
                        job.connector(JsonPath.from(item).getString("name")).getString("id")));

        job.apply(
                "s",
                Stream.of(items)
                        .map(item -> item.replace("\"roleArn\"", "\"regions\": [\"eu-central-1\"], \"roleArn\""))
                        .toArray(String[]::new));

        List<Double> due = job.seconds("next_run_at - c.updated_at");
        assertThat(due.getLast()).isGreaterThan(3);
    }

    @Test
    void whileTheVaultIsAwayTheRestIsNotTried() {
        job.apply("s", job.aws("there", ""));
        Setting.vault().goDown(true);
        String[] items = Stream.concat(
                        Stream.of(job.item("there")), IntStream.range(0, 60).mapToObj(i -> job.aws("n" + i, "")))
                .toArray(String[]::new);

        JsonPath result = job.apply("s", items);

        assertThat(summary(result)).isEqualTo("created=0 updated=0 disabled=0 unchanged=1 failed=60");
        List<String> codes = result.getList("items.problem.code");
        assertThat(codes).contains("VAULT_UNAVAILABLE", "NOT_TRIED");
        assertThat(codes.stream().filter("VAULT_UNAVAILABLE"::equals).count()).isLessThan(30);
    }
}
