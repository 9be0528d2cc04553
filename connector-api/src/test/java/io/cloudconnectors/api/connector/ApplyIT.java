package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.KeyFiles;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors as code: a set becomes what its file says, and nothing else changes. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ApplyIT {
    private static final String APPLY = CONNECTORS + "/apply";

    private final String tenant = Http.newTenant();
    private final String secret = "secret-" + UUID.randomUUID();

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void whatIsMissingIsCreatedWhatDiffersChangedWhatLeftDisabledAndNothingElseTouched() {
        Map<?, ?> outside = Http.create(tenant, "outside").getMap("");
        String a = aws("a", "");
        JsonPath first = apply("s", a, aws("b", ""), aws("c", ""));
        Map<?, ?> unchanged = connector("c").getMap("");

        JsonPath second = apply(
                "s",
                a.replace("\"AWS\",", "\"AWS\", \"runFrequencyMinutes\": 60, \"labels\": {\"team\": \"x\"},"),
                aws("d", ""),
                item("c"));

        assertThat(summary(first)).isEqualTo("created=3 updated=0 disabled=0 unchanged=0 failed=0");
        assertThat(summary(second)).isEqualTo("created=1 updated=1 disabled=1 unchanged=1 failed=0");
        assertThat(second.getString("applySet")).isEqualTo("s");
        assertThat(second.getBoolean("dryRun")).isFalse();
        assertThat(second.<String>getList("items.name")).containsExactly("a", "d", "c", "b");
        assertThat(second.<String>getList("items.action")).containsExactly("UPDATE", "CREATE", "UNCHANGED", "DISABLE");
        assertThat(second.<String>getList("items.result")).containsOnly("DONE");
        assertThat(second.<List<String>>getList("items.changes"))
                .containsExactly(List.of("runFrequencyMinutes", "labels"), List.of(), List.of(), List.of("enabled"));
        assertThat(second.<String>getList("items.id"))
                .containsExactly(Stream.of("a", "d", "c", "b")
                        .map(name -> connector(name).getString("id"))
                        .toArray(String[]::new));
        assertThat(connector("a").getInt("runFrequencyMinutes")).isEqualTo(60);
        assertThat(connector("b").getBoolean("enabled")).isFalse();
        assertThat(connector("c").getMap("")).isEqualTo(unchanged);
        assertThat(connector("outside").getMap("")).isEqualTo(outside);
    }

    @Test
    void applyingTheSameAgainChangesNothingNotEvenSecrets() {
        String[] items = {aws("a", ""), azure("b", secret), gcp("c")};
        apply("s", items);
        List<Map<?, ?>> before = all();

        for (int i = 0; i < 3; i++) {
            JsonPath again = apply("s", items);

            assertThat(summary(again)).isEqualTo("created=0 updated=0 disabled=0 unchanged=3 failed=0");
            assertThat(again.<List<?>>getList("items.changes")).containsOnly(List.of());
        }
        assertThat(all()).isEqualTo(before);
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(3);
    }

    @Test
    void aNewSecretIsANewVersionAndOneThatIsLeftOutStays() {
        String subscription = UUID.randomUUID().toString();
        apply("s", azure("a", subscription, "\"authenticationKey\": \"" + secret + "\""));

        JsonPath without = apply("s", azure("a", subscription, "\"cloud\": \"PUBLIC\""));
        JsonPath other = apply("s", azure("a", subscription, "\"authenticationKey\": \"next-" + secret + "\""));

        assertThat(summary(without)).contains("unchanged=1");
        assertThat(other.<List<?>>getList("items.changes")).containsExactly(List.of("credential"));
        assertThat(connector("a").getInt("credential.version")).isEqualTo(2);
        assertThat(Setting.vault().sealed(tenant, 2).orElseThrow().azure().authenticationKey())
                .isEqualTo("next-" + secret);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
        String a = aws("a", "");
        apply("s", a, aws("b", ""), azure("c", secret));
        List<Map<?, ?>> before = all();
        long sealed = Setting.vault().sealedFor(tenant);
        String[] wanted = {
            a.replace("\"AWS\",", "\"AWS\", \"description\": \"new\","),
            azure("d", secret),
            item("c").replace(secret, "next")
        };

        JsonPath plan = send("?dryRun=true", body("s", "", wanted), 200).jsonPath();
        JsonPath nothing =
                send("?dryRun=true", body("never", "", aws("z", "")), 200).jsonPath();

        assertThat(plan.getBoolean("dryRun")).isTrue();
        assertThat(summary(plan)).isEqualTo("created=1 updated=2 disabled=1 unchanged=0 failed=0");
        assertThat(plan.<String>getList("items.result")).containsOnly("PLANNED");
        assertThat(plan.<List<?>>getList("items.changes"))
                .containsExactly(List.of("description"), List.of(), List.of("credential"), List.of("enabled"));
        assertThat(summary(nothing)).contains("created=1");
        assertThat(all()).isEqualTo(before);
        assertThat(Setting.vault().sealedFor(tenant)).isEqualTo(sealed);
        JsonPath done = apply("s", wanted);
        assertThat(summary(done)).isEqualTo(summary(plan));
        assertThat(done.<String>getList("items.action")).isEqualTo(plan.<String>getList("items.action"));
    }

    @Test
    void anItemThatFailsStandsAloneAndSaysWhereAndWhy() {
        String taken = Http.newAccount();
        Http.create(tenant, "outside", taken);
        apply("s", aws("a", ""), aws("b", ""));
        long version = connector("b").getLong("version");

        JsonPath result = apply(
                "s",
                aws("a", "\"regions\": [\"nowhere\"]"),
                aws("b", ""),
                awsOf("c", taken),
                aws("d", ""),
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
        assertThat(connector("a").getBoolean("enabled")).isTrue();
        assertThat(connector("b").getLong("version")).isEqualTo(version);
    }

    @Test
    void twoItemsOfOneNameOrAccountAreRefused() {
        apply("s", aws("a", ""));
        String account = Http.newAccount();

        JsonPath result = apply("s", item("a"), aws("A", ""), awsOf("b", account), awsOf("c", account));
        JsonPath plan = send("?dryRun=true", body("t", "", awsOf("d", "444455556666"), awsOf("e", "444455556666")), 200)
                .jsonPath();

        assertThat(result.<String>getList("items.problem.code"))
                .containsExactly("DUPLICATE_NAME", "DUPLICATE_NAME", "DUPLICATE_ACCOUNT");
        assertThat(result.getString("items[1].problem.errors[0].pointer")).isEqualTo("#/connectors/1/name");
        assertThat(connector("a").getBoolean("enabled")).isTrue();
        assertThat(summary(plan)).contains("created=1").contains("failed=1");
    }

    @Test
    void aConnectorOfNoSetIsTakenOverOnRequestAlone() {
        String account = Http.newAccount();
        String id = Http.create(tenant, "a", account).getString("id");

        JsonPath refused = apply("s", awsOf("a", account));
        JsonPath adopted = send("", body("s", "\"adopt\": true,", awsOf("a", account)), 200)
                .jsonPath();
        JsonPath later = apply("s", awsOf("a", account));

        assertThat(refused.getString("items[0].problem.code")).isEqualTo("NOT_IN_APPLY_SET");
        assertThat(refused.getString("items[0].problem.detail")).contains("\"adopt\": true");
        assertThat(refused.getString("items[0].id")).isEqualTo(id);
        assertThat(adopted.<List<?>>getList("items.changes")).containsExactly(List.of("applySet"));
        assertThat(summary(later)).contains("unchanged=1");
        assertThat(connector("a").getLong("version")).isEqualTo(1);
    }

    @Test
    void aConnectorOfAnotherSetIsNotTouchedUntilItLeft() {
        apply("one", aws("a", ""));

        JsonPath refused =
                send("", body("two", "\"adopt\": true,", item("a")), 200).jsonPath();
        send("", body("one", "\"allowEmpty\": true,"), 200);
        JsonPath adopted =
                send("", body("two", "\"adopt\": true,", item("a")), 200).jsonPath();

        assertThat(refused.getString("items[0].problem.code")).isEqualTo("NOT_IN_APPLY_SET");
        assertThat(refused.getString("items[0].problem.detail")).contains("the set one");
        assertThat(adopted.<List<?>>getList("items.changes")).containsExactly(List.of("enabled", "applySet"));
        assertThat(connector("a").getBoolean("enabled")).isTrue();
    }

    @Test
    void whatComesBackIsEnabledAgainWithItsHistory() {
        String a = aws("a", "");
        apply("s", a);
        JsonPath before = connector("a");
        Rows.pretendThatItRan(before.getString("id"));

        apply("s", aws("b", ""));
        boolean whileAway = connector("a").getBoolean("enabled");
        JsonPath back = apply("s", a, item("b"));

        assertThat(whileAway).isFalse();
        assertThat(back.<List<?>>getList("items.changes")).containsExactly(List.of("enabled", "applySet"), List.of());
        assertThat(connector("a").getBoolean("enabled")).isTrue();
        assertThat(connector("a").getString("id")).isEqualTo(before.getString("id"));
        assertThat(connector("a").getString("createdAt")).isEqualTo(before.getString("createdAt"));
        assertThat(connector("a").getString("aws.externalId")).isEqualTo(before.getString("aws.externalId"));
        assertThat(Rows.isOnItsGrid(before.getString("id"), 240 * 60)).isTrue();
    }

    @Test
    void whatLeftIsItsOwnersAffair() {
        apply("s", aws("a", ""), aws("b", ""));
        apply("s", item("b"));
        as(tenant)
                .contentType(Http.MERGE_PATCH)
                .body("{\"enabled\": true}")
                .patch(CONNECTORS + "/" + connector("a").getString("id"))
                .then()
                .statusCode(200);

        JsonPath later = apply("s", item("b"));

        assertThat(summary(later)).isEqualTo("created=0 updated=0 disabled=0 unchanged=1 failed=0");
        assertThat(connector("a").getBoolean("enabled")).isTrue();
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
        apply("s", aws("there", ""));
        List<Map<?, ?>> before = all();

        JsonPath problem = send("", json.replace("ITEM", aws("a", "")), 422).jsonPath();

        assertThat(problem.getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(problem.getString("errors[0].code")).isEqualTo(code);
        assertThat(all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryrun=true", "?dryRun", "?dryRun=yes", "?dryRun=true&dryRun=false"})
    void aMisspelledDryRunChangesNothing(String query) {
        JsonPath problem = send(query, body("s", "", aws("a", "")), 400).jsonPath();

        assertThat(problem.getString("code")).isEqualTo("INVALID_PARAMETER");
        assertThat(all()).isEmpty();
    }

    @Test
    void aSetCanBeWrittenInYaml() {
        var answer = as(tenant)
                .contentType("application/yaml")
                .body("""
                        applySet: s
                        connectors:
                          - name: a
                            provider: AWS
                            aws:
                              roleArn: %s
                        """.formatted(Http.role(Http.newAccount())))
                .post(APPLY)
                .then()
                .statusCode(200)
                .extract();
        var broken =
                as(tenant).contentType("application/yaml").body("a: &b [*b]").post(APPLY);

        assertThat(summary(answer.jsonPath())).contains("created=1");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.jsonPath().getString("code")).isEqualTo("MALFORMED_YAML");
    }

    @Test
    void aSetIsAppliedByOneCallAtATime() throws SQLException {
        apply("s", aws("a", ""));
        leaseEndsIn("1 minute");

        var refused = send("", body("s", "", item("a")), 409);
        JsonPath other = apply("t", aws("b", ""));
        JsonPath plan = send("?dryRun=true", body("s", "", item("a")), 200).jsonPath();
        leaseEndsIn("0 seconds");
        JsonPath later = apply("s", item("a"));

        assertThat(refused.jsonPath().getString("code")).isEqualTo("APPLY_IN_PROGRESS");
        assertThat(refused.header("Retry-After")).isNotBlank();
        assertThat(summary(other)).contains("created=1");
        assertThat(summary(plan)).contains("unchanged=1");
        assertThat(summary(later)).contains("unchanged=1");
    }

    /** 300 a minute: one each fifth of a second. */
    @Test
    void firstRunsAreSpreadAndNotAllDueAtOnce() throws SQLException {
        apply("s", IntStream.range(0, 20).mapToObj(i -> aws("n" + i, "")).toArray(String[]::new));

        List<Double> due = seconds("next_run_at - c.created_at");
        assertThat(due.getLast()).isGreaterThan(3);
        assertThat(due.stream().distinct().count()).isEqualTo(20);
    }

    @Test
    void aSmallSetStartsAtOnce() {
        apply("s", aws("a", ""));

        assertThat(Rows.isDue(connector("a").getString("id"))).isTrue();
    }

    @Test
    void changesThatAreTriedAtOnceAreSpreadToo() throws SQLException {
        String[] items = IntStream.range(0, 20).mapToObj(i -> aws("n" + i, "")).toArray(String[]::new);
        apply("s", items);
        Stream.of(items)
                .forEach(item -> Rows.pretendThatItRan(connector(nameOf(item)).getString("id")));

        apply(
                "s",
                Stream.of(items)
                        .map(item -> item.replace("\"roleArn\"", "\"regions\": [\"eu-central-1\"], \"roleArn\""))
                        .toArray(String[]::new));

        List<Double> due = seconds("next_run_at - c.updated_at");
        assertThat(due.getLast()).isGreaterThan(3);
    }

    @Test
    void whileTheVaultIsAwayTheRestIsNotTried() {
        apply("s", aws("there", ""));
        Setting.vault().goDown(true);
        String[] items = Stream.concat(
                        Stream.of(item("there")), IntStream.range(0, 60).mapToObj(i -> aws("n" + i, "")))
                .toArray(String[]::new);

        JsonPath result = apply("s", items);

        assertThat(summary(result)).isEqualTo("created=0 updated=0 disabled=0 unchanged=1 failed=60");
        List<String> codes = result.getList("items.problem.code");
        assertThat(codes).contains("VAULT_UNAVAILABLE", "NOT_TRIED");
        assertThat(codes.stream().filter("VAULT_UNAVAILABLE"::equals).count()).isLessThan(30);
    }

    @Test
    void aBodyOfThousandsIsTakenHereAndNowhereElse() {
        String large = body(
                "s",
                "",
                IntStream.range(0, 2_500)
                        .mapToObj(i -> "{\"name\": \"n" + i + "\", \"description\": \"" + "x".repeat(100) + "\"}")
                        .toArray(String[]::new));

        JsonPath result = send("?dryRun=true", large, 200).jsonPath();
        var elsewhere = as(tenant).body(large).post(CONNECTORS);

        assertThat(large.length()).isGreaterThan(300_000);
        assertThat(summary(result)).contains("failed=2500");
        assertThat(elsewhere.statusCode()).isEqualTo(413);
    }

    @Test
    void aRetryWithItsKeyGetsTheFirstResult() {
        String body = body("s", "", aws("a", ""));
        String key = UUID.randomUUID().toString();

        var first = as(tenant).header("Idempotency-Key", key).body(body).post(APPLY);
        var again = as(tenant).header("Idempotency-Key", key).body(body).post(APPLY);

        assertThat(summary(first.jsonPath())).contains("created=1");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void aViewerAppliesNothing() {
        as(tenant, "viewer")
                .body(body("s", "", aws("a", "")))
                .post(APPLY + "?dryRun=true")
                .then()
                .statusCode(403);
    }

    private JsonPath apply(String set, String... items) {
        return send("", body(set, "", items), 200).jsonPath();
    }

    private ExtractableResponse<Response> send(String query, String body, int status) {
        return as(tenant)
                .body(body)
                .post(APPLY + query)
                .then()
                .statusCode(status)
                .extract();
    }

    private static String body(String set, String more, String... items) {
        return "{\"applySet\": \"%s\", %s \"connectors\": [%s]}".formatted(set, more, String.join(",\n", items));
    }

    private final Map<String, String> written = new java.util.concurrent.ConcurrentHashMap<>();

    /** An item as it was written before. */
    private String item(String name) {
        return written.get(name);
    }

    private String aws(String name, String more) {
        String account = Http.newAccount();
        return awsOf(name, account, more.isEmpty() ? "" : more + ", ");
    }

    private String awsOf(String name, String account) {
        return awsOf(name, account, "");
    }

    private String awsOf(String name, String account, String more) {
        return keep(name, """
                {"name": "%s", "provider": "AWS", "aws": {%s"roleArn": "%s"}}""".formatted(name, more, Http.role(account)));
    }

    private String azure(String name, String key) {
        return azure(name, UUID.randomUUID().toString(), "\"authenticationKey\": \"" + key + "\"");
    }

    private String azure(String name, String subscription, String more) {
        return keep(name, """
                {"name": "%s", "provider": "AZURE", "azure": {"directoryId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                 "applicationId": "3f2504e0-4f89-11d3-9a0c-0305e82c3302", "subscriptionId": "%s", %s}}""".formatted(name, subscription, more));
    }

    private String gcp(String name) {
        return keep(name, """
                {"name": "%s", "provider": "GCP", "gcp": {"projectId": "acme-prod", "serviceAccountKey": %s}}""".formatted(name, KeyFiles.serviceAccount()));
    }

    private String keep(String name, String item) {
        written.put(name, item);
        return item;
    }

    private static String nameOf(String item) {
        return JsonPath.from(item).getString("name");
    }

    private JsonPath connector(String name) {
        List<Map<String, Object>> found = as(tenant, "viewer")
                .queryParam("q", name)
                .get(CONNECTORS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        return found.stream()
                .filter(one -> name.equals(one.get("name")))
                .findFirst()
                .map(one -> Http.read(tenant, one.get("id").toString()))
                .orElseThrow();
    }

    private List<Map<?, ?>> all() {
        return as(tenant, "viewer").get(CONNECTORS).jsonPath().getList("items");
    }

    private static String summary(JsonPath result) {
        return Stream.of("created", "updated", "disabled", "unchanged", "failed")
                .map(count -> count + "=" + result.getInt("summary." + count))
                .collect(Collectors.joining(" "));
    }

    private void leaseEndsIn(String time) throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE apply_set SET claimed_until = now() + interval '%s' WHERE tenant = '%s' AND name = 's'"
                            .formatted(time, tenant));
        }
    }

    /** In order. */
    private List<Double> seconds(String interval) throws SQLException {
        try (var connection = Rows.superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT extract(epoch FROM %s)::float8 AS due
                          FROM schedule s JOIN connector c ON c.id = s.connector_id WHERE c.tenant = '%s' ORDER BY due
                        """.formatted(interval, tenant))) {
            List<Double> seconds = new java.util.ArrayList<>();
            while (result.next()) {
                seconds.add(result.getDouble(1));
            }
            return seconds;
        }
    }
}
