package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The public API as an editor of the demo's tenant uses it. */
final class DemoApi {

    private static final String CONNECTORS = "/api/v1/connectors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI api;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    DemoApi(URI api, String token) {
        this.api = api;
        this.token = token;
    }

    Optional<JsonNode> find(String name) throws IOException, InterruptedException {
        for (var connector : call("GET", CONNECTORS + "?q=" + name, "").path("items")) {
            if (name.equals(connector.path("name").asText())) {
                return Optional.of(connector);
            }
        }
        return Optional.empty();
    }

    /**
     * @param provider {@code AWS}, {@code AZURE}, {@code GCP}
     * @param fields the provider's member
     */
    JsonNode create(String name, String provider, Map<String, ?> fields) throws IOException, InterruptedException {
        var body = Map.of(
                "name",
                name,
                "provider",
                provider,
                "runFrequencyMinutes",
                60,
                "labels",
                Map.of("demo", "true"),
                provider.toLowerCase(Locale.ROOT),
                fields);
        return call("POST", CONNECTORS, JSON.writeValueAsString(body));
    }

    void patch(JsonNode connector, Map<String, ?> changes) throws IOException, InterruptedException {
        var path = CONNECTORS + "/" + connector.path("id").asText();
        var _ = call("PATCH", path, JSON.writeValueAsString(changes));
    }

    /** A key file as the member of a body. */
    static JsonNode parse(Secret file) throws IOException {
        return JSON.readTree(file.value());
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "PATCH".equals(method) ? "application/merge-patch+json" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new UsageException("The demo could not be made: %s %s answered %d: %s"
                    .formatted(method, path, response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }
}
