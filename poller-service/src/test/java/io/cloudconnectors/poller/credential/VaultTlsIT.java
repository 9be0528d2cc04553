package io.cloudconnectors.poller.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.local.cloud.tls.CertificateAuthority;
import io.cloudconnectors.local.cloud.tls.MutualTlsServer;
import io.cloudconnectors.local.cloud.tls.WrongIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the profile {@code mtls} a poller tells its run token to the vault alone, and shows who it is. */
@QuarkusTest
@TestProfile(VaultTlsIT.WithCertificates.class)
@QuarkusTestResource(value = VaultTlsIT.Servers.class, restrictToAnnotatedClass = true)
class VaultTlsIT {
    private static final CredentialReference REFERENCE = new CredentialReference(UUID.randomUUID(), 1);

    @Inject
    Credentials credentials;

    /** The profile that production takes. */
    public static final class WithCertificates implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "test,mtls";
        }
    }

    /** A vault behind TLS, and an identity provider. */
    public static final class Servers implements QuarkusTestResourceLifecycleManager {
        static final AtomicInteger ASKED = new AtomicInteger();
        static CertificateAuthority authority;
        static MutualTlsServer vault;
        private HttpServer identity;

        @Override
        public Map<String, String> start() {
            try {
                authority = CertificateAuthority.create(
                        "services", InstantSource.system().instant());
                vault = MutualTlsServer.start(authority.issue("localhost"), authority, exchange -> {
                    ASKED.incrementAndGet();
                    answer(
                            exchange,
                            "{\"credentialId\":\"" + REFERENCE.id()
                                    + "\",\"version\":1,\"aws\":{\"roleArn\":\"a\",\"externalId\":\"b\"}}");
                });
                identity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                identity.createContext(
                        "/", exchange -> answer(exchange, "{\"access_token\":\"x\",\"expires_in\":300}"));
                identity.start();
                Map<String, String> configuration =
                        new HashMap<>(authority.issue("poller-service").environment(authority));
                configuration.putAll(Map.of(
                        "VAULT_URL", "https://localhost:" + vault.port(),
                        "CONNECTOR_API_URL", "http://127.0.0.1:1",
                        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "OIDC_ISSUER",
                                "http://127.0.0.1:" + identity.getAddress().getPort(),
                        "OIDC_CLIENT_SECRET", UUID.randomUUID().toString(),
                        "quarkus.http.test-port", "0",
                        "quarkus.management.test-port", "0"));
                return configuration;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void answer(HttpExchange exchange, String json) throws IOException {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        }

        @Override
        public void stop() {
            vault.close();
            identity.stop(0);
        }
    }

    @BeforeEach
    void nobodyAskedYet() {
        Servers.ASKED.set(0);
    }

    @Test
    void theVaultThatShowsTheRightCertificateIsAsked() throws Exception {
        Servers.vault.show(Servers.authority.issue("localhost"));

        assertThat(reveal()).isInstanceOf(Credentials.Reveal.Revealed.class);
    }

    @ParameterizedTest
    @EnumSource
    void whoShowsAnythingElseIsNot(WrongIdentity wrong) throws Exception {
        Servers.vault.show(wrong.of(Servers.authority, InstantSource.system().instant()));

        assertThat(reveal()).isInstanceOf(Credentials.Reveal.Unavailable.class);
        assertThat(Servers.ASKED).hasValue(0);
    }

    private Credentials.Reveal reveal() {
        return credentials.reveal(REFERENCE, "run-token");
    }
}
