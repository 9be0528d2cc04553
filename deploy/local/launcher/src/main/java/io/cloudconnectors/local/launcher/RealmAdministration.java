package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.servers.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The realm's admin API, as far as one of its clients may use it. */
final class RealmAdministration {
    private static final String TENANT = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI keycloak;
    private final String client;
    private final Secret clientSecret;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param client with rights on the realm's users or clients */
    RealmAdministration(URI keycloak, String client, Secret clientSecret) {
        this.keycloak = keycloak;
        this.client = client;
        this.clientSecret = clientSecret;
    }

    /** @throws UsageException when the tenant's name cannot be one */
    static void requireTenant(String tenant) {
        if (!tenant.matches(TENANT)) {
            throw new UsageException(
                    "'%s' cannot be a tenant: use 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit."
                            .formatted(tenant));
        }
    }

    /**
     * The name of somebody of a tenant. Keycloak's names know no case, tenants do: a tenant with capitals gets a name that no
     * other tenant has.
     */
    static String nameOf(String who, String tenant) {
        var lower = tenant.toLowerCase(Locale.ROOT);
        var name = who + "@" + lower;
        return lower.equals(tenant) ? name : name + "+" + digest(tenant);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs in. */
    Session session() {
        return new Session(grant(Map.of(
                "grant_type", "client_credentials", "client_id", client, "client_secret", clientSecret.value())));
    }

    /** An access token for these credentials. */
    String grant(Map<String, String> form) {
        var request = HttpRequest.newBuilder(
                        URI.create(keycloak + "/realms/" + Blueprint.REALM + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"))))
                .build();
        return parse(answer(request)).path("access_token").asText();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Calls with one token. */
    final class Session {
        private final String token;

        private Session(String token) {
            this.token = token;
        }

        /** @throws UsageException when Keycloak does not answer, or refuses */
        JsonNode send(String method, String path, @Nullable Object body) {
            try {
                var publisher =
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
                var request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/" + Blueprint.REALM + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, publisher)
                        .build();
                return parse(answer(request));
            } catch (IOException e) {
                throw new IllegalStateException("A request could not be written as JSON", e);
            }
        }

        /** Gives a realm role to a user. */
        void give(String user, Tokens.Role role) {
            var realmRole = send("GET", "/roles/" + role.realmRole(), null);
            send("POST", "/users/" + user + "/role-mappings/realm", List.of(realmRole));
        }
    }

    private String answer(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UsageException(
                    "Keycloak at %s does not answer: ./dev status shows what runs.".formatted(keycloak));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("Interrupted while waiting for Keycloak.");
        }
        // The body is left out: it may repeat what was sent.
        if (response.statusCode() >= 300) {
            throw new UsageException("Keycloak answered %d to %s %s: its log says why."
                    .formatted(
                            response.statusCode(),
                            request.method(),
                            request.uri().getPath()));
        }
        return response.body();
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? JSON.createArrayNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak's answer is no JSON", e);
        }
    }
}
