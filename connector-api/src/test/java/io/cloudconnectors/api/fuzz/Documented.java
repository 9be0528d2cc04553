package io.cloudconnectors.api.fuzz;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * An operation of the OpenAPI document.
 *
 * @param siblings the methods of its path
 * @param body an example of its body, or empty when it has none
 */
record Documented(String method, String template, Set<Integer> statuses, Set<String> siblings, String body) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Documented> all() throws IOException {
        JsonNode document =
                JSON.readTree(given().get("/api/v1/openapi?format=json").asByteArray());
        List<Documented> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> {
            Set<String> siblings = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(name -> siblings.add(name.toUpperCase(Locale.ROOT)));
            path.getValue().properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .forEach(member -> operations.add(new Documented(
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            statuses(member.getValue()),
                            siblings,
                            body(document, member.getValue()))));
        });
        return operations;
    }

    private static Set<Integer> statuses(JsonNode operation) {
        Set<Integer> statuses = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        return statuses;
    }

    private static String body(JsonNode document, JsonNode operation) {
        JsonNode content = operation.path("requestBody").path("content");
        if (content.isEmpty()) {
            return "";
        }
        JsonNode schema = content.elements().next().path("schema");
        JsonNode named =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        return named.path("examples").path(0).toString();
    }

    /** The path with an id in each place. */
    String path(String id) {
        return template.replaceAll("\\{[^}]+}", id);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
