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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors as code. What is wrong with one item stands alone; what is wrong with the whole changes nothing. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ApplyRefusalIT {
    private final CiJob job = new CiJob();

    @Test
    void anItemThatFailsStandsAloneAndSaysWhereAndWhy() {
        String taken = Http.newAccount();
        Http.create(job.tenant(), "outside", taken);
        job.apply("s", job.aws("a", ""), job.aws("b", ""));
        long version = job.connector("b").getLong("version");

        JsonPath result = job.apply(
                "s",
                job.aws("a", "\"regions\": [\"nowhere\"]"),
                job.aws("b", ""),
                job.awsOf("c", taken),
                job.aws("d", ""),
                "{\"name\": \"e\"}");

        assertThat(summary(result)).isEqualTo("created=1 updated=0 disabled=0 unchanged=0 failed=4");
        assertThat(result.<String>getList("items.result"))
                .containsExactly("FAILED", "FAILED", "FAILED", "DONE", "FAILED");
        assertThat(result.<String>getList("items.action"))
                .containsExactly("UPDATE", "UPDATE", "CREATE", "CREATE", "CREATE");
        assertThat(result.<String>getList("items.problem.code"))
                .containsExactly("VALIDATION_FAILED", "ACCOUNT_CHANGE", "DUPLICATE_ACCOUNT", "VALIDATION_FAILED");
        assertThat(result.getString("items[0].problem.errors[0].pointer")).isEqualTo("#/connectors/0/aws/regions/0");
        assertThat(result.getString("items[1].problem.errors[0].pointer")).isEqualTo("#/connectors/1/aws/roleArn");
        assertThat(result.getString("items[4].problem.errors[0].pointer")).isEqualTo("#/connectors/4/provider");
        // Neither of the two that could not be read has left the set.
        assertThat(job.connector("a").getBoolean("enabled")).isTrue();
        assertThat(job.connector("b").getLong("version")).isEqualTo(version);
    }

    @Test
    void twoItemsOfOneNameOrAccountAreRefused() {
        job.apply("s", job.aws("a", ""));
        String account = Http.newAccount();

        JsonPath result =
                job.apply("s", job.item("a"), job.aws("A", ""), job.awsOf("b", account), job.awsOf("c", account));
        JsonPath plan = job.send(
                        "?dryRun=true",
                        body("t", "", job.awsOf("d", "444455556666"), job.awsOf("e", "444455556666")),
                        200)
                .jsonPath();

        assertThat(result.<String>getList("items.problem.code"))
                .containsExactly("DUPLICATE_NAME", "DUPLICATE_NAME", "DUPLICATE_ACCOUNT");
        assertThat(result.getString("items[1].problem.errors[0].pointer")).isEqualTo("#/connectors/1/name");
        assertThat(job.connector("a").getBoolean("enabled")).isTrue();
        assertThat(summary(plan)).contains("created=1").contains("failed=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"connectors\": [ITEM]}|#/applySet|REQUIRED",
                "{\"applySet\": \"a b\", \"connectors\": [ITEM]}|#/applySet|FORMAT",
                "{\"applySet\": \"s\"}|#/connectors|REQUIRED",
                "{\"applySet\": \"s\", \"connectors\": []}|#/connectors|REQUIRED",
                "{\"applySet\": \"s\", \"connectors\": {}}|#/connectors|WRONG_TYPE",
                "{\"applySet\": \"s\", \"connectors\": [ITEM, 1]}|#/connectors/1|WRONG_TYPE",
                "{\"applySet\": \"s\", \"connectors\": [ITEM, {\"nmae\": \"b\"}]}|#/connectors/1/name|REQUIRED",
                "{\"applySet\": \"s\", \"connectors\": [ITEM], \"addopt\": true}|#/addopt|UNKNOWN_FIELD",
            })
    void aBodyThatIsNotClearAsAWholeChangesNothing(String json, String pointer, String code) {
        job.apply("s", job.aws("there", ""));
        List<Map<?, ?>> before = job.all();

        JsonPath problem =
                job.send("", json.replace("ITEM", job.aws("a", "")), 422).jsonPath();

        assertThat(problem.getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(problem.getString("errors[0].code")).isEqualTo(code);
        assertThat(job.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?dryrun=true",
                "?dryRun",
                "?dryRun=yes",
                "?dryRun=true&dryRun=false",
                "?dryRun=",
                "?limit=5",
                "?cursor=a"
            })
    void aMisspelledDryRunChangesNothing(String query) {
        JsonPath problem = job.send(query, body("s", "", job.aws("a", "")), 400).jsonPath();

        assertThat(problem.getString("code")).isEqualTo("INVALID_PARAMETER");
        assertThat(job.all()).isEmpty();
    }

    /** A draft is used up by one connector, and a set is applied again. */
    @Test
    void anItemIsNotMadeFromADraft() {
        job.apply("s", job.azure("there", "secret"));
        String draft = Http.draft(job.tenant(), "AWS");
        String body = body("s", "", job.item("there"), job.aws("new", ""))
                .replace("{\"name\"", "{\"draftId\": \"" + draft + "\", \"name\"");

        JsonPath plan = job.send("?dryRun=true", body, 200).jsonPath();
        JsonPath result = job.send("", body, 200).jsonPath();

        for (JsonPath answer : List.of(plan, result)) {
            assertThat(summary(answer)).isEqualTo("created=0 updated=0 disabled=0 unchanged=0 failed=2");
            assertThat(answer.<List<?>>getList("items.problem.errors.pointer"))
                    .containsExactly(List.of("#/connectors/0/draftId"), List.of("#/connectors/1/draftId"));
            assertThat(answer.<List<?>>getList("items.problem.errors.code")).containsOnly(List.of("NOT_SUPPORTED"));
        }
        as(job.tenant()).get(CONNECTORS + "/drafts/" + draft).then().statusCode(200);
    }
}
