package io.cloudconnectors.vault.access;

import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;

/** What the vault needs around it: real databases, a KEK, and the public keys of the two token issuers. */
public class VaultTestServers implements QuarkusTestResourceLifecycleManager {
    private HttpServer keys;

    @Override
    public Map<String, String> start() {
        try {
            keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] jwks = new JsonWebKeySet(TestTokens.RUN_TOKEN_KEY).toJson().getBytes(StandardCharsets.UTF_8);
            keys.createContext(RunTokenClaims.JWKS_PATH, exchange -> {
                exchange.sendResponseHeaders(200, jwks.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(jwks);
                }
            });
            keys.start();
            Path kek = Files.createTempDirectory("vault-it").resolve("kek.json");
            KeysetFileKek.generate(kek);
            for (Database database : new Database[] {Database.VAULT, Database.VAULT_KEYSTORE}) {
                TestServers.postgres().recreate(database);
            }
            var configuration =
                    new HashMap<>(TestServers.postgres().environment(Database.VAULT, Database.VAULT_KEYSTORE));
            configuration.put("KEK_FILE", kek.toString());
            configuration.put(
                    "CONNECTOR_API_URL", "http://127.0.0.1:" + keys.getAddress().getPort());
            configuration.put("OIDC_ISSUER", "");
            configuration.put("quarkus.oidc.jwks-path", "");
            configuration.put(
                    "quarkus.oidc.public-key",
                    Base64.getEncoder()
                            .encodeToString(TestTokens.SERVICE_KEY.getPublic().getEncoded()));
            configuration.put("vault.purge-every", "1H"); // tests say when
            configuration.put("quarkus.http.test-port", "0");
            configuration.put("quarkus.management.test-port", "0");
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        keys.stop(0);
    }
}
