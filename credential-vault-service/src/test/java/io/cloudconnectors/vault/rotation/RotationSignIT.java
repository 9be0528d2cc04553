package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.rotation.RotationFixture.Instance;
import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.VaultState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotations that somebody has to look after. */
class RotationSignIT {
    private static RotationFixture vault;
    private RotationSign sign;

    @BeforeAll
    static void makeTheVault() {
        vault = new RotationFixture();
    }

    @BeforeEach
    void aSecret() {
        vault.begin(1);
        sign = new RotationSign(vault.instance().rotations());
    }

    @Test
    void oneThatIsDoneNeedsNobody() {
        vault.rotate(Rotation.Level.TENANT_KEY);

        assertThat(sign.look()).isEqualTo(Seen.ready());
    }

    @Test
    void oneThatFailedIsToldUntilItIsAskedForAgainAndSucceeds() {
        Keystores.execute(
                Database.VAULT_KEYSTORE,
                "CREATE TABLE broken AS SELECT * FROM data_key",
                "UPDATE data_key SET wrapped = set_byte(wrapped, length(wrapped) - 1,"
                        + " get_byte(wrapped, length(wrapped) - 1) # 1)");
        Rotation failed = vault.rotate(Rotation.Level.TENANT_KEY);

        Seen seen = sign.look();
        assertThat(seen.state()).isEqualTo(VaultState.DEGRADED);
        assertThat(seen.why())
                .contains("TENANT_KEY " + failed.id())
                .contains("do not open")
                .doesNotContain(RotationFixture.TENANT);

        Keystores.execute(
                Database.VAULT_KEYSTORE,
                "UPDATE data_key SET wrapped = broken.wrapped FROM broken",
                "DROP TABLE broken");
        vault.rotate(Rotation.Level.TENANT_KEY);
        assertThat(sign.look()).isEqualTo(Seen.ready());
    }

    /** No instance has the KEK to which it goes. */
    @Test
    void oneThatDoesNotGoOnIsTold() {
        vault.request(vault.instance(), Rotation.Level.KEK);
        assertThat(sign.look()).as("it may begin any moment").isEqualTo(Seen.ready());
        Instance withoutTheNew = vault.instance(KekRing.of(vault.oldKek));

        withoutTheNew.worker().work();

        Seen seen = sign.look();
        assertThat(seen.state()).isEqualTo(VaultState.DEGRADED);
        assertThat(seen.why()).contains("not the current one");
    }
}
