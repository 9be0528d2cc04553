package io.cloudconnectors.vault.access;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the vault needs around it: real databases, a KEK, and the public keys of the two token issuers. */
public class VaultTestServers implements QuarkusTestResourceLifecycleManager {
    /** With what the vault gets its own token. */
    public static final String CLIENT_SECRET = "client-secret-" + UUID.randomUUID();

    /** The token that it gets. */
    public static final String ACCESS_TOKEN = "access-token-" + UUID.randomUUID();

    private static volatile RunTokenKeys.Answer connectorApi = new RunTokenKeys.Answer(503, "text/plain", new byte[0]);

    private RunTokenKeys keys;

    /** What connector-api says from now on to the vault's question which versions are committed. */
    public static void connectorApiAnswers(int status, String type, String body) {
        connectorApi = new RunTokenKeys.Answer(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, String> start() {
        try {
            keys = RunTokenKeys.served();
            byte[] token = ("{\"access_token\":\"" + ACCESS_TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":300}")
                    .getBytes(StandardCharsets.UTF_8);
            keys.serve("/protocol/openid-connect/token", () -> new RunTokenKeys.Answer(200, "application/json", token));
            keys.serve("/internal/v1/credentials/committed", () -> connectorApi);
            Path kek = Files.createTempDirectory("vault-it").resolve("kek.json");
            KeysetFileKek.generate(kek);
            for (Database database : new Database[] {Database.VAULT, Database.VAULT_KEYSTORE}) {
                TestServers.postgres().recreate(database);
            }
            var configuration =
                    new HashMap<>(TestServers.postgres().environment(Database.VAULT, Database.VAULT_KEYSTORE));
            configuration.put("KEK_FILE", kek.toString());
            configuration.put("CONNECTOR_API_URL", keys.url());
            configuration.put("OIDC_ISSUER", "");
            configuration.put("quarkus.oidc-client.auth-server-url", configuration.get("CONNECTOR_API_URL"));
            configuration.put("quarkus.oidc.jwks-path", "");
            configuration.put(
                    "quarkus.oidc.public-key",
                    Base64.getEncoder()
                            .encodeToString(TestTokens.SERVICE_KEY.getPublic().getEncoded()));
            configuration.put("OIDC_CLIENT_SECRET", CLIENT_SECRET);
            configuration.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"); // the tests of anchors have their own
            configuration.put("vault.anchoring.enabled", "false");
            configuration.put("vault.purge-every", "1H"); // tests say when
            configuration.put("vault.rotation.every", "1H"); // whoever asks for one has it begun at once
            configuration.put("vault.rotation.grace", "0S");
            configuration.put("vault.versions.uses-every", "1H");
            configuration.put("vault.reconcile.enabled", "false");
            configuration.put("quarkus.http.test-port", "0");
            configuration.put("quarkus.management.test-port", "0");
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        keys.close();
    }
}
