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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of people, from the local Keycloak: a person of any tenant and role is made when somebody asks to be that
 * person. For the local stack and its tests alone; the realm's {@code dev-token} client exists for nothing else.
 */
public final class Tokens {

    /** What a person may do. */
    public enum Role {
        VIEWER,
        EDITOR,
        ADMIN;

        /** The realm role. */
        String realmRole() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws UsageException when there is none of that name */
        static Role of(String name) {
            return Arrays.stream(values())
                    .filter(role -> role.realmRole().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new UsageException("There is no role '%s': use viewer, editor or admin.".formatted(name)));
        }
    }

    /** The realm's client that may make people and set their passwords, and nothing else. */
    static final String CLIENT = "people";

    private static final String TENANT = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI keycloak;
    private final Secret clientSecret;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Tokens(URI keycloak, Secret clientSecret) {
        this.keycloak = keycloak;
        this.clientSecret = clientSecret;
    }

    /**
     * An access token of a person of that tenant with that role, good for 30 minutes.
     *
     * @throws UsageException when the tenant's name cannot be one, or Keycloak does not answer
     */
    public String token(Role role, String tenant) {
        if (!tenant.matches(TENANT)) {
            throw new UsageException(
                    "'%s' cannot be a tenant: use 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit."
                            .formatted(tenant));
        }
        var administrator = grant(
                Map.of("grant_type", "client_credentials", "client_id", CLIENT, "client_secret", clientSecret.value()));
        var person = userName(role, tenant);
        var password = Secret.random();
        var id = find(administrator, person);
        if (id.isEmpty()) {
            create(administrator, person, tenant);
            id = find(administrator, person);
            give(administrator, id, role);
        }
        send(
                administrator,
                "PUT",
                "/users/" + id + "/reset-password",
                Map.of("type", "password", "temporary", false, "value", password.value()));
        return grant(Map.of(
                "grant_type", "password", "client_id", "dev-token", "username", person, "password", password.value()));
    }

    /** Keycloak's names know no case, tenants do: a tenant with capitals gets a name that no other tenant has. */
    private static String userName(Role role, String tenant) {
        var lower = tenant.toLowerCase(Locale.ROOT);
        var name = role.realmRole() + "@" + lower;
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

    private String find(String administrator, String person) {
        var users = send(administrator, "GET", "/users?exact=true&username=" + encode(person), null);
        return users.isEmpty() ? "" : users.get(0).path("id").asText();
    }

    private void create(String administrator, String person, String tenant) {
        send(
                administrator,
                "POST",
                "/users",
                Map.of("username", person, "enabled", true, "attributes", Map.of("tenant", List.of(tenant))));
    }

    private void give(String administrator, String id, Role role) {
        var realmRole = send(administrator, "GET", "/roles/" + role.realmRole(), null);
        send(administrator, "POST", "/users/" + id + "/role-mappings/realm", List.of(realmRole));
    }

    private String grant(Map<String, String> form) {
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

    private JsonNode send(String administrator, String method, String path, @Nullable Object body) {
        try {
            var publisher =
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
            var request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/" + Blueprint.REALM + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + administrator)
                    .header("Content-Type", "application/json")
                    .method(method, publisher)
                    .build();
            return parse(answer(request));
        } catch (IOException e) {
            throw new IllegalStateException("A request could not be written as JSON", e);
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

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
