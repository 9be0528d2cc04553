package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.local.cloud.tls.CertificateAuthority;
import io.cloudconnectors.local.cloud.tls.Identity;
import io.cloudconnectors.local.cloud.tls.MutualTlsServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vault as a client meets it whose certificate is right, or is not: over a real socket. */
@QuarkusTest
@TestProfile(MutualTlsIT.WithCertificates.class)
@QuarkusTestResource(VaultTestServers.class)
@QuarkusTestResource(value = MutualTlsIT.Certificates.class, restrictToAnnotatedClass = true)
class MutualTlsIT {
    private final VaultCalls vault = new VaultCalls();
    private final ToldLog log = ToldLog.of(MutualTls.class);

    @TestHTTPResource(tls = true)
    URI url;

    @Inject
    MeterRegistry metrics;

    /** The profile that production takes. */
    public static final class WithCertificates implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "test,mtls";
        }

        /** Before what the other servers of the test say. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vault.run-token-keys", "https://localhost:${vault.tls-keys-port}" + RunTokenClaims.JWKS_PATH);
        }
    }

    /** The vault's own certificate, and the authority that it trusts. */
    public static final class Certificates implements QuarkusTestResourceLifecycleManager {
        static CertificateAuthority authority;
        private MutualTlsServer keys;

        @Override
        public Map<String, String> start() {
            try {
                authority = CertificateAuthority.create(
                        "services", InstantSource.system().instant());
                Map<String, String> configuration =
                        new HashMap<>(authority.issue("localhost").environment(authority));
                configuration.put("quarkus.http.test-ssl-port", "0");
                keys = MutualTlsServer.start(authority.issue("localhost"), authority, RunTokenKeys::answer);
                configuration.put("vault.tls-keys-port", Integer.toString(keys.port()));
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

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aCertificateOfTheAuthorityIsLetInAndIsNoAccessToken() throws Exception {
        SSLContext right = Certificates.authority.issue("connector-api").trusting(Certificates.authority);

        assertThat(seal(right, "localhost", TestTokens.service("connector-api", "vault:write"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(seal(right, "localhost", TestTokens.service("connector-api", "vault:reveal"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(seal(right, "localhost", "not.a.token").statusCode()).isEqualTo(401);
        assertThat(vault.auditedBy("connector-api")).containsExactly("SEAL ALLOWED", "SEAL FORBIDDEN");
    }

    /** From a server that asks for a certificate, too: nobody else can say what keys count. */
    @Test
    void theKeysOfRunTokensComeBehindTheSameCertificates() throws Exception {
        SSLContext right = Certificates.authority.issue("any").trusting(Certificates.authority);
        seal(right, "localhost", TestTokens.service("connector-api", "vault:write"));

        HttpResponse<String> revealed = send(
                right,
                request("localhost", vault.revealPath(1), TestTokens.service("poller-service", "vault:reveal"))
                        .header(RevealedCredential.RUN_TOKEN_HEADER, TestTokens.signed(vault.token(1)))
                        .POST(BodyPublishers.noBody()));

        assertThat(revealed.statusCode()).isEqualTo(200);
        assertThat(revealed.body()).contains(VaultCalls.ROLE);
    }

    @Test
    void withoutACertificateThereIsNoAnswer() throws Exception {
        assertRefused(Identity.ofNobody(Certificates.authority), "Empty client certificate chain");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        CertificateAuthority another =
                CertificateAuthority.create("services", InstantSource.system().instant());

        assertRefused(another.issue("connector-api").trusting(Certificates.authority), "");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Identity expired =
                Certificates.authority.issue(InstantSource.system().instant().minusSeconds(60), "connector-api");

        assertRefused(expired.trusting(Certificates.authority), "CertificateExpiredException");
    }

    /** What the vault shows is worth as much: a client that asks for another name does not send its secrets here. */
    @Test
    void aClientThatAskedForAnotherNameGoesNoFurther() throws Exception {
        SSLContext right = Certificates.authority.issue("connector-api").trusting(Certificates.authority);

        assertThatThrownBy(() -> seal(right, "127.0.0.1", TestTokens.service("connector-api", "vault:write")))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("127.0.0.1");
        assertThat(vault.audited()).isEmpty();
    }

    /** Whoever takes the port for one without TLS has sent a token by then: it is in no log. */
    @Test
    void withoutTlsThereIsNoAnswerEither() throws Exception {
        String token = TestTokens.service("connector-api", "vault:write");
        URI plain = URI.create("http://localhost:" + url.getPort() + vault.path(vault.tenant, 1));
        double before = refused();

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(plain)
                                        .header("Authorization", "Bearer " + token)
                                        .GET()
                                        .build(),
                                BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);

        await().until(() -> !log.messages().isEmpty());
        assertThat(refused()).isGreaterThan(before);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .endsWith("cause=no TLS")
                .doesNotContain(HexFormat.of().formatHex("GET ".getBytes(StandardCharsets.US_ASCII)));
    }

    private void assertRefused(SSLContext client, String cause) throws Exception {
        double before = refused();

        assertThatThrownBy(() -> seal(client, "localhost", TestTokens.service("connector-api", "vault:write")))
                .isInstanceOf(IOException.class);

        await().until(() -> !log.messages().isEmpty());
        assertThat(refused()).isGreaterThan(before);
        assertThat(log.messages()).singleElement().asString().contains(cause);
        assertThat(vault.audited()).isEmpty();
        assertThat(vault.rows("credential_version")).isZero();
    }

    private double refused() {
        return metrics.get("vault.tls.refused").counter().count();
    }

    private HttpResponse<String> seal(SSLContext client, String host, String accessToken) throws Exception {
        return send(
                client,
                request(host, vault.path(vault.tenant, 1), accessToken)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(
                                new ObjectMapper().writeValueAsString(vault.awsBody(VaultCalls.ROLE)))));
    }

    private HttpRequest.Builder request(String host, String path, String accessToken) {
        return HttpRequest.newBuilder(URI.create("https://" + host + ':' + url.getPort() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + accessToken);
    }

    private static HttpResponse<String> send(SSLContext client, HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(client).build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
