package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ./dev vault}: what an operator does with keys, through the vault's own endpoints and until it is done. */
final class VaultCommand {
    /** The realm's client with the scope {@code vault:operate}. */
    static final String CLIENT = "vault-operator";

    private static final String ROTATIONS = "/internal/v1/rotations";
    private static final Map<String, String> LEVELS =
            Map.of("kek", "KEK", "tenant-key", "TENANT_KEY", "data-key", "DATA_KEY");
    private static final String USAGE =
            "./dev vault rotate kek|tenant-key|data-key [--tenant T], shred-tenant T or renew-tenant T";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI vault;
    private final RealmAdministration realm;
    private final Map<String, String> credentials;
    private final PrintStream out;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param urls of what runs */
    VaultCommand(Map<String, String> urls, StackSecrets secrets, PrintStream out) {
        var secret = secrets.oidcClient(CLIENT);
        this.vault = URI.create(urls.get(Blueprint.VAULT));
        this.realm = new RealmAdministration(URI.create(urls.get(Blueprint.KEYCLOAK)), CLIENT, secret);
        this.credentials =
                Map.of("grant_type", "client_credentials", "client_id", CLIENT, "client_secret", secret.value());
        this.out = out;
    }

    int run(List<String> arguments) throws InterruptedException {
        if (arguments.size() < 2) {
            throw new UsageException(USAGE);
        }
        var what = arguments.get(1);
        return switch (arguments.getFirst()) {
            case "rotate" -> rotate(what, arguments.subList(2, arguments.size()));
            case "shred-tenant" -> keys("DELETE", what, "Its keys are shredded; nothing of it opens any more.");
            case "renew-tenant" -> keys("PUT", what, "It may have keys again, new ones.");
            default -> throw new UsageException(USAGE);
        };
    }

    private int rotate(String level, List<String> rest) throws InterruptedException {
        var options = Arguments.parse(rest, Set.of(), Set.of("--tenant"));
        if (!LEVELS.containsKey(level)) {
            throw new UsageException(USAGE);
        }
        var body = new HashMap<String, String>();
        body.put("level", LEVELS.get(level));
        options.value("--tenant").ifPresent(tenant -> body.put("tenant", tenant));
        var rotation = call("POST", ROTATIONS, body);
        var path = ROTATIONS + "/" + rotation.path("id").asText();
        var told = tell("", rotation);
        while ("RUNNING".equals(rotation.path("state").asText())) {
            Thread.sleep(BETWEEN_LOOKS);
            rotation = call("GET", path, null);
            told = tell(told, rotation);
        }
        if (!"DONE".equals(rotation.path("state").asText())) {
            throw new UsageException(rotation.path("error").asText());
        }
        return 0;
    }

    /** Says how far it is, unless that was said last; returns what was said. */
    private String tell(String last, JsonNode rotation) {
        var line = "%s: %d of %d under %s%s"
                .formatted(
                        rotation.path("state").asText(),
                        rotation.path("done").asLong(),
                        rotation.path("total").asLong(),
                        rotation.path("target").asText(),
                        waitingFor(rotation));
        if (!line.equals(last)) {
            out.println(line);
        }
        return line;
    }

    private static String waitingFor(JsonNode rotation) {
        var error = rotation.path("error").asText();
        if (!error.isEmpty()) {
            return ". " + error;
        }
        var isMoved = rotation.path("done").asLong() >= rotation.path("total").asLong();
        return isMoved && "RUNNING".equals(rotation.path("state").asText())
                ? ". The old key goes when nothing has been sealed by it for two minutes"
                : "";
    }

    private int keys(String method, String tenant, String done) throws InterruptedException {
        RealmAdministration.requireTenant(tenant);
        var _ = call(method, "/internal/v1/tenants/" + tenant + "/keys", null);
        out.println(done);
        return 0;
    }

    private JsonNode call(String method, String path, @Nullable Object body) throws InterruptedException {
        try {
            var publisher =
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
            var response = http.send(
                    HttpRequest.newBuilder(vault.resolve(path))
                            .timeout(Duration.ofSeconds(30))
                            .header("Authorization", "Bearer " + realm.grant(credentials))
                            .header("Content-Type", "application/json")
                            .method(method, publisher)
                            .build(),
                    BodyHandlers.ofString());
            var answer = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                throw new UsageException("The vault answered %d: %s"
                        .formatted(response.statusCode(), answer.path("detail").asText()));
            }
            return answer;
        } catch (IOException e) {
            throw new UsageException("The vault at %s does not answer: ./dev status shows what runs.".formatted(vault));
        }
    }
}
