package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Three connectors of tenant {@code demo}, made through the public API and the simulated IAM, step by step as a customer
 * does it: create, put the External ID into the role's trust policy, give the role's ARN. One works, one may not see S3, and
 * the owner of one forgot the second step. Doing it again changes nothing.
 */
public final class Demo {

    public static final String TENANT = "demo";

    private enum Account {
        PRODUCTION("111122223333", "acme-production", true),
        STAGING("222233334444", "acme-staging", true),
        SANDBOX("333344445555", "acme-sandbox", false);

        private final String id;
        private final String connector;
        private final boolean trusts;

        Account(String id, String connector, boolean trusts) {
            this.id = id;
            this.connector = connector;
            this.trusts = trusts;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI api;
    private final URI cloud;
    private final String platformAccountId;
    private final Path externalIds;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param externalIds where the External IDs are kept: the simulated cloud forgets its trust policies when it stops */
    Demo(URI api, URI cloud, String platformAccountId, Path externalIds) {
        this.api = api;
        this.cloud = cloud;
        this.platformAccountId = platformAccountId;
        this.externalIds = externalIds;
    }

    /** Sets the trust policies of earlier starts again; before the pollers call. */
    void restoreTrust() {
        if (!Files.exists(externalIds)) {
            return;
        }
        try {
            var kept = JSON.readTree(externalIds.toFile());
            for (var account : trusting()) {
                if (kept.has(account.id)) {
                    customer(account)
                            .trust(platformAccountId, kept.path(account.id).asText());
                }
            }
        } catch (IOException e) {
            throw new UsageException("The demo's trust policies could not be set: " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** @param token an editor's of the tenant */
    void seed(String token) {
        try {
            var ids = new HashMap<String, String>();
            for (var account : Account.values()) {
                var connector = findOrCreate(token, account);
                var externalId = connector.path("aws").path("externalId").asText();
                if (account.trusts) {
                    customer(account).trust(platformAccountId, externalId);
                    ids.put(account.id, externalId);
                }
                if (!connector.path("aws").path("roleArn").isTextual()) {
                    setRole(token, connector, account);
                }
            }
            Files.writeString(externalIds, JSON.writeValueAsString(ids));
        } catch (IOException e) {
            throw new UsageException("The demo could not be made: " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private JsonNode findOrCreate(String token, Account account) throws IOException, InterruptedException {
        var found = call(token, "GET", "/api/v1/connectors?q=" + account.connector, "")
                .path("items");
        for (var connector : found) {
            if (account.connector.equals(connector.path("name").asText())) {
                return connector;
            }
        }
        return call(
                token,
                "POST",
                "/api/v1/connectors",
                JSON.writeValueAsString(Map.of(
                        "name",
                        account.connector,
                        "provider",
                        "AWS",
                        "runFrequencyMinutes",
                        60,
                        "labels",
                        Map.of("demo", "true"),
                        "aws",
                        Map.of())));
    }

    private void setRole(String token, JsonNode connector, Account account) throws IOException, InterruptedException {
        var body = Map.of("aws", Map.of("roleArn", customer(account).roleArn()));
        var id = connector.path("id").asText();
        var _ = call(token, "PATCH", "/api/v1/connectors/" + id, JSON.writeValueAsString(body));
    }

    private JsonNode call(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "PATCH".equals(method) ? "application/merge-patch+json" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new UsageException("The demo could not be made: %s %s answered %d: %s"
                    .formatted(method, path, response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    private Customer customer(Account account) {
        return new Customer(cloud, account.id);
    }

    private static List<Account> trusting() {
        return List.of(Account.values()).stream()
                .filter(account -> account.trusts)
                .toList();
    }

    private static UsageException interrupted() {
        Thread.currentThread().interrupt();
        return new UsageException("Interrupted while the demo was made.");
    }
}
