package io.cloudconnectors.system.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/** The OpenAPI document may grow; what a client relies on stays as {@code openapi-baseline.yaml} has it. */
class OpenApiCompatibilityTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of(System.getProperty("cloudconnectors.home"), "connector-api");
    private static final String LIST = "/paths/~1api~1v1~1connectors/get";
    private static final String SCHEMAS = "/components/schemas";

    /** Clients are told to expect codes, states and lengths of answers that they do not know yet. */
    private static final OpenApiDiffOptions OPTIONS = OpenApiDiffOptions.builder()
            .configProperty("incompatible.response.enum.increased", "false")
            .configProperty("incompatible.response.max.length.increased", "false")
            .configProperty("incompatible.response.numeric.range.increased", "false")
            .build();

    @Test
    void nothingThatClientsRelyOnIsTakenAway() throws IOException {
        var changes =
                compare(baseline(), YAML.readTree(FOLDER.resolve("openapi.yaml").toFile()));

        assertThat(changes.isCompatible()).as("""
                        openapi.yaml breaks clients of openapi-baseline.yaml.
                        If that is meant: cp connector-api/openapi.yaml connector-api/openapi-baseline.yaml
                        and say so in the CHANGELOG under "Changed".
                        %s""", report(changes)).isTrue();
    }

    static Stream<Arguments> breaking() {
        return Stream.of(
                arguments("an operation goes", at("/paths/~1api~1v1~1reasons", path -> path.remove("get"))),
                arguments("a parameter goes", at(LIST, list -> removeParameter(list, "health"))),
                arguments(
                        "a parameter must be there", at(LIST + "/parameters/0", first -> first.put("required", true))),
                arguments("an answer's status goes", at(LIST + "/responses", responses -> responses.remove("200"))),
                arguments(
                        "a format goes",
                        at(
                                "/paths/~1api~1v1~1connectors~1{id}~1assets~1export/get/responses/200/content",
                                formats -> formats.remove("application/x-ndjson"))),
                arguments("a member of an answer goes", at(SCHEMAS + "/Run/properties", run -> run.remove("trigger"))),
                arguments(
                        "a member of an answer may be missing",
                        at(SCHEMAS + "/Run", run -> removeText((ArrayNode) run.get("required"), "trigger"))),
                arguments(
                        "a number becomes a text",
                        at(
                                SCHEMAS + "/Connector/properties/runFrequencyMinutes",
                                field -> field.put("type", "string"))),
                arguments(
                        "what may be null becomes another type",
                        at(
                                SCHEMAS + "/Asset/properties/name",
                                field -> ((ArrayNode) field.get("type")).set(0, "integer"))),
                arguments(
                        "a body must have more",
                        at(
                                SCHEMAS + "/ConnectorCreateAws",
                                create -> ((ArrayNode) create.get("required")).add("enabled"))),
                arguments(
                        "a text of a body must be shorter",
                        at(SCHEMAS + "/ConnectorCreateAws/properties/name", name -> name.put("maxLength", 64))),
                arguments(
                        "a constant goes from a parameter",
                        at(
                                SCHEMAS + "/ConnectorHealth",
                                health -> removeText((ArrayNode) health.get("enum"), "DEGRADED"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaking")
    void aBreakingChangeIsNoticed(String what, Consumer<JsonNode> change) throws IOException {
        assertThat(changed(change).isCompatible()).isFalse();
    }

    static Stream<Arguments> growing() {
        return Stream.of(
                arguments(
                        "an operation comes",
                        at("/paths", paths -> paths.set("/api/v1/more", paths.get("/api/v1/reasons")))),
                arguments(
                        "an answer has more",
                        at(
                                SCHEMAS + "/Run/properties",
                                run -> run.putObject("more").put("type", "string"))),
                arguments(
                        "a body may have more",
                        at(
                                SCHEMAS + "/ConnectorCreateAws/properties",
                                run -> run.putObject("more").put("type", "string"))),
                arguments(
                        "an optional parameter comes",
                        at(
                                LIST,
                                list -> ((ArrayNode) list.get("parameters"))
                                        .addObject()
                                        .put("name", "more")
                                        .put("in", "query")
                                        .putObject("schema")
                                        .put("type", "string"))),
                arguments(
                        "a problem has another code",
                        at(SCHEMAS + "/ProblemCode", code -> ((ArrayNode) code.get("enum")).add("MORE"))),
                arguments(
                        "another status comes",
                        at(
                                LIST + "/responses",
                                responses -> responses.putObject("418").put("description", "More."))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void growthIsWelcome(String what, Consumer<JsonNode> change) throws IOException {
        var changes = changed(change);

        assertThat(changes.isCompatible()).as("%s", report(changes)).isTrue();
    }

    private static ChangedOpenApi changed(Consumer<JsonNode> change) throws IOException {
        JsonNode after = baseline();
        change.accept(after);
        assertThat(after).isNotEqualTo(baseline());
        return compare(baseline(), after);
    }

    private static JsonNode baseline() throws IOException {
        return YAML.readTree(FOLDER.resolve("openapi-baseline.yaml").toFile());
    }

    private static ChangedOpenApi compare(JsonNode before, JsonNode after) {
        return OpenApiCompare.fromContents(
                asOpenApi30(before).toString(), asOpenApi30(after).toString(), List.of(), OPTIONS);
    }

    /** The library compares types in the words of OpenAPI 3.0 alone: {@code nullable} instead of the type null. */
    private static JsonNode asOpenApi30(JsonNode document) {
        JsonNode copy = document.deepCopy();
        ((ObjectNode) copy).put("openapi", "3.0.3");
        rewrite(copy);
        return copy;
    }

    private static void rewrite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.get("type") instanceof ArrayNode types) {
                object.put("nullable", removeText(types, "null"));
                object.put("type", types.path(0).asText());
            }
            if (object.get("anyOf") instanceof ArrayNode choices && choices.size() == 2 && isNull(choices.get(1))) {
                object.remove("anyOf");
                object.put("nullable", true);
                object.set("allOf", choices);
                choices.remove(1);
            }
        }
        node.forEach(OpenApiCompatibilityTest::rewrite);
    }

    private static boolean isNull(JsonNode schema) {
        return "null".equals(schema.path("type").asText());
    }

    private static boolean removeText(ArrayNode texts, String text) {
        for (int i = 0; i < texts.size(); i++) {
            if (text.equals(texts.get(i).asText())) {
                texts.remove(i);
                return true;
            }
        }
        return false;
    }

    private static void removeParameter(ObjectNode operation, String name) {
        ArrayNode parameters = (ArrayNode) operation.get("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            if (name.equals(parameters.get(i).path("name").asText())) {
                parameters.remove(i);
                return;
            }
        }
    }

    private static Consumer<JsonNode> at(String pointer, Consumer<ObjectNode> change) {
        return document -> change.accept((ObjectNode) document.at(pointer));
    }

    private static String report(ChangedOpenApi changes) {
        var out = new ByteArrayOutputStream();
        new MarkdownRender().render(changes, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
