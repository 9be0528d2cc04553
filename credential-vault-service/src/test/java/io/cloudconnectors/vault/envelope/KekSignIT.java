package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.KmsFixture;
import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.VaultState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the vault says of its KEK, with a KMS, its keys in memory, and a real keystore. */
class KekSignIT {
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private static KmsFixture kms;
    private static String arn;
    private static Kek own;
    private static AgroalDataSource vault;

    private final AtomicLong nanos = new AtomicLong();
    private AgroalDataSource keystore;
    private Keystores.Parts parts;
    private KekSign sign;

    @BeforeAll
    static void makeKeks() {
        kms = new KmsFixture();
        arn = kms.newKey();
        own = kms.kek(arn);
        Keystores.recreate();
        vault = Keystores.vault();
    }

    @AfterAll
    static void stop() {
        kms.close();
        vault.close();
    }

    @BeforeEach
    void aVault() {
        Keystores.empty();
        keystore = Keystores.keystore();
        vaultWith(own);
        Keystores.start(KekRing.of(own), parts);
    }

    @AfterEach
    void healthyAgain() {
        keystore.close();
        kms.enable(arn, true);
        Keystores.execute(Database.CONNECTORS, "ALTER DATABASE vault_keystore ALLOW_CONNECTIONS true");
    }

    private void vaultWith(Kek kek) {
        KekRing keks = KekRing.of(kek);
        parts = Keystores.instance(keks, keystore, vault, KEPT_FOR, 100, nanos::get);
        sign = new KekSign(new KekCheck(keks, parts.repository(), parts.retired()), parts.tenantKeys());
    }

    @Test
    void itIsReadyWithTheKeystoresOwnKek() {
        assertThat(sign.look()).isEqualTo(Seen.ready());
    }

    @Test
    void withoutKmsItIsSealedWhenNoTenantsKeysAreInMemory() {
        kms.enable(arn, false);

        assertSealed("Enable it");
    }

    /** Its keys are in memory, but as the keystore has them: of no use without the KEK. */
    @Test
    void withoutKmsATenantOfWhomNothingWasUnwrappedDoesNotCount() {
        parts.tenantKeys().make("acme", 1);
        parts.tenantKeys().of("acme").close();
        kms.enable(arn, false);

        assertSealed("Enable it");
    }

    @Test
    void withoutKmsItServesTheTenantsWhoseKeysAreInMemoryUntilTheyLapse() {
        parts.tenantKeys().ofNew("acme").current();
        kms.enable(arn, false);

        Seen warm = sign.look();
        assertThat(warm.state()).isEqualTo(VaultState.DEGRADED);
        assertThat(warm.why()).contains("in memory are served").contains("Enable it");

        nanos.addAndGet(KEPT_FOR.toNanos() + 1);
        assertSealed("Enable it");

        kms.enable(arn, true);
        assertThat(sign.look()).isEqualTo(Seen.ready());
    }

    @Test
    void aKekOfAnotherKeystoreIsSealedHoweverWarmItIs() {
        parts.tenantKeys().ofNew("acme").current();
        byte[] foreign = KekCheck.seal(KekRing.of(kms.kek(kms.newKey())));
        parts.repository().replaceKekCheck(foreign);

        assertSealed("does not open this keystore");
    }

    @Test
    void anEmptyKeystoreIsNotTakenForItsOwn() {
        Keystores.execute(Database.VAULT_KEYSTORE, "TRUNCATE kek_check");

        assertSealed("does not open this keystore");
    }

    @Test
    void aKeystoreThatIsAwayIsSealed() {
        Keystores.execute(
                Database.CONNECTORS,
                "ALTER DATABASE vault_keystore ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'vault_keystore'");

        assertSealed("The keystore cannot be read");
    }

    private void assertSealed(String why) {
        Seen seen = sign.look();
        assertThat(seen.state()).isEqualTo(VaultState.SEALED);
        assertThat(seen.why()).contains(why);
    }
}
