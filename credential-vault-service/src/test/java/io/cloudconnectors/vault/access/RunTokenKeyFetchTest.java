package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.RunTokenClaims;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reveals wait for the keys of run tokens, so nobody waits for them for long. */
class RunTokenKeyFetchTest {
    private static final class WithoutTls implements TlsConfigurationRegistry {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException(name);
        }
    }

    @Test
    void theKeysAreFetched() throws Exception {
        try (RunTokenKeys keys = RunTokenKeys.served()) {
            RunTokenKeyFetch fetch = new RunTokenKeyFetch(new WithoutTls(), Duration.ofSeconds(20));

            assertThat(fetch.get(keys.url() + RunTokenClaims.JWKS_PATH).getBody())
                    .contains(TestTokens.RUN_TOKEN_KEY.getKeyId());
        }
    }

    /** It takes the connection, as a connector-api that stands still does. By default it would be waited for for 80 seconds. */
    @Test
    @Timeout(20)
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket still = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + still.getLocalPort() + RunTokenClaims.JWKS_PATH;

            RunTokenKeyFetch fetch = new RunTokenKeyFetch(new WithoutTls(), Duration.ofMillis(200));

            assertThatThrownBy(() -> fetch.get(url)).isInstanceOf(IOException.class);
        }
    }
}
