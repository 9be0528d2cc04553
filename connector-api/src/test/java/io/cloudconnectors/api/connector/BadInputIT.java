package io.cloudconnectors.api.connector;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem that names the field and says what to write, and nothing is stored. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class BadInputIT {
    /** Part of every value that is not valid; no answer may repeat it. */
    private static final String CANARY = "canary7d1f";

    private final String tenant = Http.newTenant();

    static Stream<Arguments> badBodies() {
        return Stream.of(
                arguments("no name", "{\"provider\":\"AWS\"}", "#/name", "REQUIRED"),
                arguments("null name", body("\"name\":null"), "#/name", "REQUIRED"),
                arguments("blank name", body("\"name\":\"  \""), "#/name", "LENGTH"),
                arguments("long name", body("\"name\":\"" + CANARY.repeat(20) + "\""), "#/name", "LENGTH"),
                arguments("line break in a name", body("\"name\":\"" + CANARY + "\\nb\""), "#/name", "FORMAT"),
                arguments("zero in a name", body("\"name\":\"" + CANARY + "\\u0000\""), "#/name", "FORMAT"),
                arguments("half a character", body("\"name\":\"" + CANARY + "\\ud800\""), "#/name", "FORMAT"),
                arguments("number as name", body("\"name\":5"), "#/name", "WRONG_TYPE"),
                arguments(
                        "long description",
                        with("\"description\":\"" + CANARY.repeat(110) + "\""),
                        "#/description",
                        "LENGTH"),
                arguments(
                        "list as description",
                        with("\"description\":[\"" + CANARY + "\"]"),
                        "#/description",
                        "WRONG_TYPE"),
                arguments("no provider", "{\"name\":\"a\"}", "#/provider", "REQUIRED"),
                arguments(
                        "unknown provider", "{\"name\":\"a\",\"provider\":\"" + CANARY + "\"}", "#/provider", "FORMAT"),
                arguments("lower case provider", "{\"name\":\"a\",\"provider\":\"aws\"}", "#/provider", "FORMAT"),
                arguments(
                        "azure as text",
                        "{\"name\":\"a\",\"provider\":\"AZURE\",\"azure\":\"" + CANARY + "\"}",
                        "#/azure",
                        "WRONG_TYPE"),
                arguments(
                        "another provider's member",
                        with("\"gcp\":{\"serviceAccountKey\":\"" + CANARY + "\"}"),
                        "#/gcp",
                        "OTHER_PROVIDER"),
                arguments(
                        "another provider's field",
                        aws("\"authenticationKey\":\"" + CANARY + "\""),
                        "#/aws/authenticationKey",
                        "UNKNOWN_FIELD"),
                arguments("unknown field", with("\"nmae\":\"" + CANARY + "\""), "#/nmae", "UNKNOWN_FIELD"),
                arguments("field that needs escaping", with("\"a/b~c d\":1"), "#/a~1b~0c%20d", "UNKNOWN_FIELD"),
                arguments("read-only field", with("\"state\":\"ONLINE\""), "#/state", "READ_ONLY"),
                arguments("chosen id", with("\"id\":\"" + CANARY + "\""), "#/id", "READ_ONLY"),
                arguments(
                        "chosen External ID",
                        aws("\"externalId\":\"" + CANARY + "\""),
                        "#/aws/externalId",
                        "READ_ONLY"),
                arguments(
                        "frequency as text",
                        with("\"runFrequencyMinutes\":\"240\""),
                        "#/runFrequencyMinutes",
                        "WRONG_TYPE"),
                arguments(
                        "frequency with a fraction",
                        with("\"runFrequencyMinutes\":240.5"),
                        "#/runFrequencyMinutes",
                        "WRONG_TYPE"),
                arguments("too often", with("\"runFrequencyMinutes\":59"), "#/runFrequencyMinutes", "RANGE"),
                arguments("too seldom", with("\"runFrequencyMinutes\":1441"), "#/runFrequencyMinutes", "RANGE"),
                arguments(
                        "frequency beyond int",
                        with("\"runFrequencyMinutes\":99999999999"),
                        "#/runFrequencyMinutes",
                        "RANGE"),
                arguments("enabled as text", with("\"enabled\":\"" + CANARY + "\""), "#/enabled", "WRONG_TYPE"),
                arguments("enabled as number", with("\"enabled\":1"), "#/enabled", "WRONG_TYPE"),
                arguments("labels as list", with("\"labels\":[\"" + CANARY + "\"]"), "#/labels", "WRONG_TYPE"),
                arguments("number as label", with("\"labels\":{\"a\":1}"), "#/labels/a", "WRONG_TYPE"),
                arguments(
                        "long label", with("\"labels\":{\"a\":\"" + CANARY.repeat(30) + "\"}"), "#/labels/a", "LENGTH"),
                arguments("empty label key", with("\"labels\":{\"\":\"" + CANARY + "\"}"), "#/labels/", "FORMAT"),
                arguments(
                        "equals sign in a label key",
                        with("\"labels\":{\"a=b\":\"" + CANARY + "\"}"),
                        "#/labels/a%3Db",
                        "FORMAT"),
                arguments("too many labels", with("\"labels\":{" + manyLabels() + "}"), "#/labels", "TOO_MANY"),
                arguments("aws as text", with("\"aws\":\"" + CANARY + "\""), "#/aws", "WRONG_TYPE"),
                arguments("regions as text", aws("\"regions\":\"" + CANARY + "\""), "#/aws/regions", "WRONG_TYPE"),
                arguments("number as region", aws("\"regions\":[1]"), "#/aws/regions/0", "WRONG_TYPE"),
                arguments(
                        "no region",
                        aws("\"regions\":[\"eu-central-1\",\"" + CANARY + "\"]"),
                        "#/aws/regions/1",
                        "FORMAT"),
                arguments(
                        "region twice",
                        aws("\"regions\":[\"eu-west-1\",\"eu-west-1\"]"),
                        "#/aws/regions/1",
                        "DUPLICATE_ITEM"),
                arguments(
                        "region of another partition",
                        aws("\"roleArn\":\"arn:aws:iam::123456789012:role/a\",\"regions\":[\"cn-north-1\"]"),
                        "#/aws/regions/0",
                        "WRONG_PARTITION"),
                arn("no ARN at all", CANARY + CANARY + CANARY, "FORMAT"),
                arn("short", "arn:aws:" + CANARY, "LENGTH"),
                arn("another service", "arn:aws:sts::123456789012:role/" + CANARY, "FORMAT"),
                arn("a user", "arn:aws:iam::123456789012:user/" + CANARY, "FORMAT"),
                arn("unknown partition", "arn:aws-iso:iam::123456789012:role/" + CANARY, "FORMAT"),
                arn("eleven digits", "arn:aws:iam::12345678901:role/" + CANARY, "FORMAT"),
                arn(
                        "Arabic digits",
                        "arn:aws:iam::\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666\\u0667\\u0668\\u0669\\u0660\\u0661\\u0662:role/"
                                + CANARY,
                        "FORMAT"),
                arn("line break at the end", "arn:aws:iam::123456789012:role/" + CANARY + "\\n", "FORMAT"),
                arn("space at the start", " arn:aws:iam::123456789012:role/" + CANARY, "FORMAT"),
                arn("foreign letters", "arn:aws:iam::123456789012:role/\\u00e4" + CANARY, "FORMAT"),
                arn("wildcard", "arn:aws:iam::123456789012:role/*" + CANARY, "FORMAT"),
                arn("name too long", "arn:aws:iam::123456789012:role/" + CANARY.repeat(7), "FORMAT"),
                arguments("a list", "[\"" + CANARY + "\"]", "#", "WRONG_TYPE"),
                arguments("a text", "\"" + CANARY + "\"", "#", "WRONG_TYPE"),
                arguments("null", "null", "#", "WRONG_TYPE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void aBadBodyIsRefusedWithThePointerToItsField(String what, String body, String pointer, String code) {
        var problem = refused(422, as(tenant).body(body).post(CONNECTORS).then().extract());

        assertThat(problem.jsonPath().getString("code")).isEqualTo("VALIDATION_FAILED");
        assertThat(problem.jsonPath().<String>getList("errors.pointer")).containsExactly(pointer);
        assertThat(problem.jsonPath().<String>getList("errors.code")).containsExactly(code);
        assertThat(problem.jsonPath().getString("errors[0].detail")).isNotBlank();
        assertNothingIsStored();
    }

    @Test
    void everyErrorIsReportedAtOnce() {
        var problem = refused(422, as(tenant).body("""
                {"name": "", "runFrequencyMinutes": 1, "bogus": 1, "aws": {"roleArn": 1, "regions": ["x"]}}
                """).post(CONNECTORS).then().extract());

        assertThat(problem.jsonPath().<String>getList("errors.pointer"))
                .containsExactlyInAnyOrder(
                        "#/name", "#/provider", "#/runFrequencyMinutes", "#/bogus", "#/aws/roleArn", "#/aws/regions/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"name\":\"canary7d1f\"",
                "{\"name\":canary7d1f}",
                "{\"name\":\"a\",}",
                "{\"name\":\"a\"} canary7d1f",
                "{\"name\":\"a\"}{}",
                "{\"name\":\"canary7d1f\",\"name\":\"b\"}",
                "{\"canary7d1f\":1,\"canary7d1f\":1}",
                "{\"name\":\"canary7d1f\nb\"}",
                "{'name':'canary7d1f'}",
                "{\"a\":NaN}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[\"canary7d1f\"]]]]]]]]]]]]]]]]]]]]]]]]]",
                "{\"a\":11111111111111111111111111111111111111111111111111111111111111111111111}"
            })
    void brokenJsonIsRefusedWithItsPlace(String body) {
        var problem = refused(400, as(tenant).body(body).post(CONNECTORS).then().extract());

        assertThat(problem.jsonPath().getString("code")).isEqualTo("MALFORMED_JSON");
        assertThat(problem.jsonPath().getString("errors[0].pointer")).isEqualTo("#");
        assertThat(problem.jsonPath().getString("detail"))
                .containsPattern(
                        "line 1, column [0-9]+|empty|nests deeper than 16 levels|a number of more than 40 digits");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        refused(
                400,
                as(tenant)
                        .body(new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'})
                        .post(CONNECTORS)
                        .then()
                        .extract());
    }

    static Stream<Arguments> badPatches() {
        return Stream.of(
                arguments("{\"name\":null}", "#/name", "REQUIRED"),
                arguments("{\"name\":7}", "#/name", "WRONG_TYPE"),
                arguments("{\"bogus\":1}", "#/bogus", "UNKNOWN_FIELD"),
                arguments("{\"bogus\":null}", "#/bogus", "UNKNOWN_FIELD"),
                arguments("{\"version\":null}", "#/version", "READ_ONLY"),
                arguments("{\"id\":\"" + CANARY + "\"}", "#/id", "READ_ONLY"),
                arguments("{\"provider\":\"GCP\"}", "#/provider", "READ_ONLY"),
                arguments("{\"provider\":null}", "#/provider", "READ_ONLY"),
                arguments("{\"aws\":null}", "#/aws/roleArn", "REQUIRED"),
                arguments("{\"aws\":7}", "#/aws", "WRONG_TYPE"),
                arguments("{\"aws\":{\"roleArn\":null}}", "#/aws/roleArn", "REQUIRED"),
                arguments("{\"aws\":{\"bogus\":null}}", "#/aws/bogus", "UNKNOWN_FIELD"),
                arguments("{\"aws\":{\"accountId\":\"" + CANARY + "\"}}", "#/aws/accountId", "READ_ONLY"),
                arguments("{\"aws\":{\"regions\":[\"" + CANARY + "\"]}}", "#/aws/regions/0", "FORMAT"),
                arguments("{\"gcp\":{}}", "#/gcp", "OTHER_PROVIDER"),
                arguments("{\"gcp\":null}", "#/gcp", "OTHER_PROVIDER"),
                arguments("{\"labels\":{\"a\":{\"b\":1}}}", "#/labels/a", "WRONG_TYPE"),
                arguments("{\"runFrequencyMinutes\":5}", "#/runFrequencyMinutes", "RANGE"),
                arguments("{\"requestsPerSecond\":0}", "#/requestsPerSecond", "RANGE"),
                arguments("{\"requestsPerSecond\":1001}", "#/requestsPerSecond", "RANGE"),
                arguments("{\"requestsPerSecond\":\"20\"}", "#/requestsPerSecond", "WRONG_TYPE"),
                arguments("{\"permissionGaps\":[]}", "#/permissionGaps", "READ_ONLY"),
                arguments("{\"enabled\":\"" + CANARY + "\"}", "#/enabled", "WRONG_TYPE"),
                arguments("[\"" + CANARY + "\"]", "#", "WRONG_TYPE"),
                arguments("null", "#", "WRONG_TYPE"));
    }

    @ParameterizedTest
    @MethodSource("badPatches")
    void aBadPatchIsRefusedAndChangesNothing(String patch, String pointer, String code) {
        var before = Http.create(tenant, "a").getMap("");

        var problem = refused(
                422,
                as(tenant)
                        .body(patch)
                        .patch(CONNECTORS + "/" + before.get("id"))
                        .then()
                        .extract());

        assertThat(problem.jsonPath().<String>getList("errors.pointer")).containsExactly(pointer);
        assertThat(problem.jsonPath().<String>getList("errors.code")).containsExactly(code);
        assertThat(Http.read(tenant, before.get("id").toString()).getMap("")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, RANGE",
        "limit, 201, RANGE",
        "limit, -1, RANGE",
        "limit, canary7d1f, RANGE",
        "limit, 1e2, RANGE",
        "cursor, canary7d1f, INVALID_CURSOR",
        "cursor, %%%, INVALID_CURSOR",
        "provider, canary7d1f, FORMAT",
        "state, online, FORMAT",
        "health, canary7d1f, FORMAT",
        "reason, canary7d1f, FORMAT",
        "sort, canary7d1f, FORMAT",
        "label, =canary7d1f, FORMAT",
        "bogus, canary7d1f, UNKNOWN_FIELD"
    })
    void aBadParameterIsRefusedByName(String name, String value, String code) {
        var problem = refused(
                400, as(tenant).queryParam(name, value).get(CONNECTORS).then().extract());

        assertThat(problem.jsonPath().getString("code")).isEqualTo("INVALID_PARAMETER");
        assertThat(problem.jsonPath().getString("errors[0].parameter")).isEqualTo(name);
        assertThat(problem.jsonPath().getString("errors[0].code")).isEqualTo(code);
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        refused(
                400,
                as(tenant).queryParam("limit", "1", "2").get(CONNECTORS).then().extract());
    }

    @Test
    void aBodyOverTheLimitIsRefusedWithAProblem() {
        String body = "{\"name\":\"" + CANARY.repeat(40_000) + "\"}";

        var problem = refused(413, as(tenant).body(body).post(CONNECTORS).then().extract());

        assertThat(problem.jsonPath().getString("code")).isEqualTo("BODY_TOO_LARGE");
        assertNothingIsStored();
    }

    @Test
    void anotherMediaTypeIsRefused() {
        refused(
                415,
                as(tenant)
                        .contentType(ContentType.XML)
                        .body("<" + CANARY + "/>")
                        .post(CONNECTORS)
                        .then()
                        .extract());
    }

    @Test
    void anotherMethodAnotherPathAndAnotherAnswerAreRefused() {
        refused(405, as(tenant).put(CONNECTORS).then().extract());
        refused(404, as(tenant).get("/api/v1/" + CANARY).then().extract());
        refused(404, as(tenant).get("/" + CANARY).then().extract());
        refused(406, as(tenant).accept("text/html").get(CONNECTORS).then().extract());
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary7d1f", "1-1-1-1-1", "00000000-0000-7000-8000-00000000000g", "%00", "1' OR '1'='1"})
    void anIdThatNoConnectorCanHaveIsUnknown(String id) {
        var problem =
                refused(404, as(tenant).get(CONNECTORS + "/{id}", id).then().extract());

        assertThat(problem.jsonPath().getString("code")).isEqualTo("CONNECTOR_NOT_FOUND");
    }

    private static ExtractableResponse<Response> refused(int status, ExtractableResponse<Response> answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(List.of("type", "title", "detail", "code"))
                .allSatisfy(member ->
                        assertThat(answer.jsonPath().getString(member)).isNotBlank());
        assertThat(answer.asString()).doesNotContain(CANARY, "Exception", "io.cloudconnectors", "jackson", "quarkus");
        return answer;
    }

    private void assertNothingIsStored() {
        assertThat(as(tenant).get(CONNECTORS).jsonPath().getList("items")).isEmpty();
        assertThat(Setting.vault().sealedFor(tenant)).isZero();
    }

    private static String body(String name) {
        return "{" + name + ",\"provider\":\"AWS\"}";
    }

    private static String with(String member) {
        return "{\"name\":\"a\",\"provider\":\"AWS\"," + member + "}";
    }

    private static String aws(String members) {
        return with("\"aws\":{" + members + "}");
    }

    private static Arguments arn(String what, String arn, String code) {
        return arguments("role ARN: " + what, aws("\"roleArn\":\"" + arn + "\""), "#/aws/roleArn", code);
    }

    private static String manyLabels() {
        StringBuilder labels = new StringBuilder("\"k0\":\"\"");
        for (int i = 1; i < 51; i++) {
            labels.append(",\"k").append(i).append("\":\"\"");
        }
        return labels.toString();
    }
}
