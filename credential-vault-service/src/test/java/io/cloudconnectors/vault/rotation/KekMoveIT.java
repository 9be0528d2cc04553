package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.KmsFixture;
import io.cloudconnectors.vault.rotation.RotationFixture.Instance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From one keeper of KEKs to another. */
class KekMoveIT {

    @Test
    void aKeystoreMovesFromAFileToKms() {
        RotationFixture vault = new RotationFixture();
        vault.begin(3);
        try (KmsFixture kms = new KmsFixture()) {
            Kek inKms = kms.kek(kms.newKey());
            KekRing moving = new KekRing(inKms, List.of(vault.oldKek));
            Instance instance = vault.instance(moving);
            Keystores.start(moving, instance.parts());
            Rotation rotation = vault.request(instance, Rotation.Level.KEK);

            instance.worker().work();

            assertThat(instance.rotations().find(rotation.id()).orElseThrow().state())
                    .isEqualTo(Rotation.State.DONE);
            assertThat(Keystores.strings(Database.VAULT_KEYSTORE, "SELECT wrapped_by FROM tenant_key"))
                    .allMatch(name -> name.startsWith("aws-kms/arn:aws:kms:"));
            KekRing moved = KekRing.of(inKms);
            Instance after = vault.instance(moved);
            Keystores.start(moved, after.parts());
            assertThat(vault.kept)
                    .allSatisfy(each -> assertThat(vault.open(after, each)).isEqualTo(each.secret()));
        }
    }
}
