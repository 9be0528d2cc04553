package io.cloudconnectors.api.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
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
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the profile {@code mtls} secrets go to the vault alone, whose certificate says that it is that. */
@QuarkusTest
@TestProfile(VaultTlsIT.WithCertificates.class)
@QuarkusTestResource(Setting.class)
@QuarkusTestResource(value = VaultTlsIT.VaultBehindTls.class, restrictToAnnotatedClass = true)
class VaultTlsIT {
    @Inject
    Vault vault;

    /** The profile that production takes. */
    public static final class WithCertificates implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "test,mtls";
        }

        /** Before the one of the setting. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.rest-client.vault.url", "https://localhost:${vault.tls-port}");
        }
    }

    /** A vault that does whatever it is asked. */
    public static final class VaultBehindTls implements QuarkusTestResourceLifecycleManager {
        static final AtomicInteger ASKED = new AtomicInteger();
        static CertificateAuthority authority;
        static MutualTlsServer vault;

        @Override
        public Map<String, String> start() {
            try {
                authority = CertificateAuthority.create(
                        "services", InstantSource.system().instant());
                vault = MutualTlsServer.start(authority.issue("localhost"), authority, exchange -> {
                    ASKED.incrementAndGet();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
                Map<String, String> configuration =
                        new HashMap<>(authority.issue("connector-api").environment(authority));
                configuration.put("vault.tls-port", Integer.toString(vault.port()));
                return configuration;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            vault.close();
        }
    }

    @BeforeEach
    void nobodyAskedYet() {
        VaultBehindTls.ASKED.set(0);
    }

    @Test
    void theVaultThatShowsTheRightCertificateIsTold() throws Exception {
        VaultBehindTls.vault.show(VaultBehindTls.authority.issue("localhost"));

        shred();

        assertThat(VaultBehindTls.ASKED).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoShowsAnythingElseIsNot(WrongIdentity wrong) throws Exception {
        VaultBehindTls.vault.show(
                wrong.of(VaultBehindTls.authority, InstantSource.system().instant()));

        assertThatThrownBy(this::shred)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.VAULT_UNAVAILABLE));
        assertThat(VaultBehindTls.ASKED).hasValue(0);
    }

    private void shred() {
        vault.shred(new Tenant("acme"), UUID.randomUUID());
    }
}
