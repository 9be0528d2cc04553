package io.cloudconnectors.system.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.system.stack.Client;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An operation of the OpenAPI document.
 *
 * @param template with {@code {id}} for a connector, {@code {runId}} for a run, and others
 * @param body one that would be accepted, so that it is the tenant alone that is refused; empty when there is none
 * @param streams whether its answer does not end by itself
 */
record Operation(String method, String template, Map<String, String> others, String body, boolean streams) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String ID = "{id}";

    /** Where the document's example would not do. */
    private static final Map<String, String> BODIES = Map.of();

    static List<Operation> all(Client client) {
        var document = client.get("/api/v1/openapi?format=json").expect(200).json();
        var operations = document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> of(document, member.getKey(), path.getKey(), member.getValue())))
                .toList();
        assertThat(operations.stream().filter(Operation::isAboutAConnector)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(operations)
                .filteredOn(operation -> operation.body().equals("null"))
                .isEmpty();
        return operations;
    }

    private static Operation of(JsonNode document, String method, String template, JsonNode operation) {
        var name = method.toUpperCase(Locale.ROOT);
        return new Operation(
                name,
                template,
                others(operation),
                BODIES.getOrDefault(name + " " + template, example(document, operation.path("requestBody"))),
                streams(operation));
    }

    private static boolean streams(JsonNode operation) {
        return StreamSupport.stream(operation.path("responses").spliterator(), false)
                .anyMatch(response -> response.path("content").has("text/event-stream"));
    }

    /** Path parameters that are neither the connector nor a run, each with a value that its schema allows. */
    private static Map<String, String> others(JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .filter(parameter ->
                        !parameter.path("schema").path("format").asText().equals("uuid"))
                .collect(Collectors.toMap(parameter -> parameter.path("name").asText(), parameter -> {
                    var values = parameter.path("schema").path("enum");
                    return values.isEmpty() ? "1" : values.get(0).asText();
                }));
    }

    private static String example(JsonNode document, JsonNode requestBody) {
        var content = requestBody.path("content");
        if (content.isEmpty()) {
            return "";
        }
        var media = content.elements().next();
        var schema = media.path("schema");
        var named =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        return Stream.of(
                        media.path("example"),
                        first(media.path("examples")).path("value"),
                        schema.path("examples").path(0),
                        named.path("examples").path(0))
                .filter(example -> !example.isMissingNode())
                .findFirst()
                .map(JsonNode::toString)
                .orElse("null");
    }

    private static JsonNode first(JsonNode object) {
        return object.isObject() && !object.isEmpty() ? object.elements().next() : object.path("none");
    }

    boolean isAboutAConnector() {
        return template.contains(ID);
    }

    boolean hasPathParameters() {
        return template.contains("{");
    }

    /** Whatever else has an id gets the run's. */
    String path(String connector, String run) {
        var path = template.replace(ID, connector);
        for (var other : others.entrySet()) {
            path = path.replace("{" + other.getKey() + "}", other.getValue());
        }
        return path.replaceAll("\\{[^}]+}", run);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
