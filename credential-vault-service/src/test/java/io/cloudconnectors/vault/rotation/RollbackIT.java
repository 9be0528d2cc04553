package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.rotation.RotationFixture.Instance;
import io.cloudconnectors.vault.rotation.RotationFixture.Kept;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Older rows put back past the vault: they open for nobody, and it is told. */
class RollbackIT {
    private static RotationFixture vault;
    private Kept secret;

    @BeforeAll
    static void makeTheVault() {
        vault = new RotationFixture();
    }

    @BeforeEach
    void oneSecret() {
        vault.begin(1);
        secret = vault.kept.getFirst();
    }

    @Test
    void anOlderDataKeyWithItsTenantKeyIsFoundOut() {
        Backup older = Backup.of(Database.VAULT_KEYSTORE, "tenant_key", "data_key");
        vault.rotate(Rotation.Level.TENANT_KEY);

        older.restore("tenant_key", "data_key");

        assertFoundOut("DATA_KEY");
    }

    @Test
    void anOlderTenantKeyIsFoundOutAlthoughTheOldKekIsStillThere() {
        Backup older = Backup.of(Database.VAULT_KEYSTORE, "tenant_key");
        vault.rotate(Rotation.Level.KEK);

        older.restore("tenant_key");

        assertFoundOut("TENANT_KEY");
    }

    @Test
    void anOlderCiphertextWithItsDataKeyIsFoundOut() {
        Backup keys = Backup.of(Database.VAULT_KEYSTORE, "data_key");
        Backup versions = Backup.of(Database.VAULT, "credential_version");
        vault.rotate(Rotation.Level.DATA_KEY);

        keys.restore("data_key");
        versions.restore("credential_version");

        assertFoundOut("CREDENTIAL_VERSION");
    }

    @Test
    void anOlderCiphertextWhoseKeyIsDestroyedIsFoundOutToo() {
        Backup versions = Backup.of(Database.VAULT, "credential_version");
        vault.rotate(Rotation.Level.DATA_KEY);

        versions.restore("credential_version");

        assertFoundOut("CREDENTIAL_VERSION");
    }

    /** The keystore whole, its list of retired keys and its rotations with it: the vault database has the list too. */
    @Test
    void aWholeOlderKeystoreIsFoundOut() {
        String[] tables = {"tenant_key", "data_key", "fingerprint_key", "tenant_state", "retired_key", "rotation"};
        Backup older = Backup.of(Database.VAULT_KEYSTORE, tables);
        vault.rotate(Rotation.Level.TENANT_KEY);

        older.restore(tables);

        assertFoundOut("DATA_KEY");
    }

    /** The vault database whole: the keystore has the list too. */
    @Test
    void aWholeOlderVaultDatabaseIsFoundOut() {
        Backup older = Backup.of(Database.VAULT, "credential_version", "retired_key");
        Backup dataKeys = Backup.of(Database.VAULT_KEYSTORE, "data_key");
        vault.rotate(Rotation.Level.DATA_KEY);

        older.restore("credential_version", "retired_key");
        dataKeys.restore("data_key");

        assertFoundOut("CREDENTIAL_VERSION");
    }

    @Test
    void aLaterRotationDoesNotTakeUpWhatWasPutBack() {
        Backup older = Backup.of(Database.VAULT_KEYSTORE, "tenant_key", "data_key");
        vault.rotate(Rotation.Level.TENANT_KEY);
        older.restoreBeside("tenant_key");
        older.restore("data_key");

        vault.rotate(Rotation.Level.TENANT_KEY);

        assertFoundOut("DATA_KEY");
    }

    @Test
    void theVaultItselfCannotPutAnOlderCiphertextBack() throws Exception {
        Instance instance = vault.instance();
        byte[] older = instance.versions()
                .find(RotationFixture.TENANT, secret.binding().credential(), 1)
                .orElseThrow()
                .record();
        vault.rotate(Rotation.Level.DATA_KEY);

        try (Connection app = TestServers.postgres().login(Role.VAULT_APP).connect();
                var update = app.prepareStatement("UPDATE credential_version SET sealed = ?")) {
            update.setBytes(1, older);
            assertThatThrownBy(update::executeUpdate).hasMessageContaining("younger data key");
        }
    }

    @Test
    void aShreddedCredentialDoesNotOpenFromABackupOfTheVaultUntilTheKeystoresIsRestoredToo() {
        Backup versions = Backup.of(Database.VAULT, "credential_version");
        Backup keys = Backup.of(Database.VAULT_KEYSTORE, "data_key");
        Instance instance = vault.instance();
        instance.parts()
                .envelope()
                .shred(RotationFixture.TENANT, secret.binding().credential());
        Keystores.strings(Database.VAULT, "DELETE FROM credential_version RETURNING 'gone'");

        versions.restore("credential_version");

        assertThatThrownBy(() -> vault.open(vault.instance(), secret)).isInstanceOf(UnsealException.class);
        keys.restore("data_key");
        assertThat(vault.open(vault.instance(), secret))
                .as("why its backups must lapse")
                .isEqualTo(secret.secret());
    }

    @Test
    void aShreddedTenantIsGoneAlsoFromARestoredKeystore() {
        String[] tables = {"tenant_key", "data_key", "fingerprint_key"};
        Backup keys = Backup.of(Database.VAULT_KEYSTORE, tables);
        Instance other = vault.instance();
        assertThat(vault.open(other, secret)).isEqualTo(secret.secret());

        vault.instance().parts().rewrapping().shredTenant(RotationFixture.TENANT);

        assertThatThrownBy(() -> vault.open(other, secret))
                .as("at once, elsewhere")
                .isInstanceOf(UnsealException.class);
        assertThatThrownBy(() -> vault.seal(other, "new"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code().name()).isEqualTo("TENANT_SHREDDED"));
        keys.restore(tables);
        assertFoundOut("DATA_KEY");
    }

    @Test
    void aShreddedTenantGetsKeysAgainWhenAskedForAndNoneOfTheOldOnes() {
        Instance instance = vault.instance();
        instance.parts().rewrapping().shredTenant(RotationFixture.TENANT);

        assertThat(instance.parts().rewrapping().renewTenant(RotationFixture.TENANT))
                .isTrue();
        Kept fresh = vault.seal(instance, "new");

        assertThat(vault.open(vault.instance(), fresh)).isEqualTo("new");
        assertThat(Keystores.strings(Database.VAULT_KEYSTORE, "SELECT version FROM tenant_key"))
                .containsExactly("2");
        assertThatThrownBy(() -> vault.open(instance, secret)).isInstanceOf(UnsealException.class);
    }

    private void assertFoundOut(String record) {
        Instance instance = vault.instance();
        assertThatThrownBy(() -> vault.open(instance, secret)).isExactlyInstanceOf(UnsealException.class);
        assertThat(instance.parts().rollbacks(record)).isEqualTo(1);
    }
}
