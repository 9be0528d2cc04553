package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The envelope over a real keystore. */
class EnvelopeIT {
    private static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    @TempDir
    static Path folder;

    private static Kek kek;
    private Envelope envelope;
    private KeystoreRepository keystore;

    @BeforeAll
    static void makeAKek() throws Exception {
        KeysetFileKek.generate(folder.resolve("kek.json"));
        KeysetFileKek.generate(folder.resolve("other.json"));
        kek = KeysetFileKek.load(folder.resolve("kek.json"));
    }

    @BeforeEach
    void emptyKeystore() {
        TestServers.postgres().recreate(Database.VAULT_KEYSTORE);
        Flyway.configure()
                .dataSource(
                        TestServers.postgres().login(Role.VAULT_KEYSTORE_OWNER).dataSource())
                .locations("db/keystore")
                .load()
                .migrate();
        keystore = Keystores.repository(TestServers.postgres().login(Role.VAULT_KEYSTORE_APP));
        envelope = new Envelope(kek, keystore);
    }

    @Test
    void opensWhatItSealed() {
        Binding.Secret binding = binding("a", 1);

        byte[] sealed = seal(binding);

        assertThat(open(binding, sealed)).isEqualTo(SECRET);
    }

    @Test
    void aRecordMovedElsewhereDoesNotOpen() {
        Binding.Secret home = binding("a", 1);
        byte[] sealed = seal(home);
        List<Binding.Secret> elsewhere = List.of(
                new Binding.Secret("b", home.connector(), home.credential(), 1),
                new Binding.Secret("a", UUID.randomUUID(), home.credential(), 1),
                new Binding.Secret("a", home.connector(), UUID.randomUUID(), 1),
                new Binding.Secret("a", home.connector(), home.credential(), 2));
        elsewhere.forEach(this::seal);

        assertThat(elsewhere)
                .allSatisfy(place ->
                        assertThatThrownBy(() -> open(place, sealed)).isExactlyInstanceOf(UnsealException.class));
        assertThat(open(home, sealed)).isEqualTo(SECRET);
    }

    @Test
    void everyFlippedByteIsRejectedAlike() {
        Binding.Secret binding = binding("a", 1);
        byte[] sealed = seal(binding);
        String message = new UnsealException().getMessage();

        assertThat(IntStream.range(0, sealed.length)).allSatisfy(at -> {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> open(binding, flipped))
                    .isExactlyInstanceOf(UnsealException.class)
                    .hasMessage(message);
        });
        assertThat(IntStream.range(0, sealed.length))
                .allSatisfy(length -> assertThatThrownBy(() -> open(binding, java.util.Arrays.copyOf(sealed, length)))
                        .isExactlyInstanceOf(UnsealException.class));
    }

    @Test
    void everyVersionHasADataKeyOfItsOwn() throws Exception {
        UUID credential = UUID.randomUUID();
        UUID connector = UUID.randomUUID();
        for (int version = 1; version <= 3; version++) {
            seal(new Binding.Secret("a", connector, credential, version));
        }

        List<String> dataKeys = new ArrayList<>();
        try (Connection connection = superuser();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT credential_version, tenant, wrapped FROM data_key")) {
            while (rows.next()) {
                var wrapped = SealedRecord.decode(rows.getBytes("wrapped"));
                var binding = new Binding.DataKey("a", credential, rows.getInt(1));
                try (TenantKey tenantKey = tenantKey("a");
                        AeadKey key = tenantKey.unwrap(binding, wrapped)) {
                    dataKeys.add(new String(key.material().expose(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(dataKeys).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void tenantsShareNoKeyAndNoFingerprint() {
        try (SecretBytes same = secret();
                SecretBytes again = secret()) {
            String a = envelope.seal(binding("a", 1), same).fingerprint();
            String b = envelope.seal(binding("b", 1), again).fingerprint();

            assertThat(a).isNotEqualTo(b).matches("[0-9a-f]{16}");
        }
        try (TenantKey a = tenantKey("a");
                TenantKey b = tenantKey("b")) {
            assertThat(a.material().expose()).isNotEqualTo(b.material().expose());
        }
    }

    @Test
    void aShreddedCredentialDoesNotOpenAndItsNeighbourDoes() {
        Binding.Secret shredded = binding("a", 1);
        Binding.Secret neighbour = binding("a", 1);
        byte[] gone = seal(shredded);
        byte[] stays = seal(neighbour);

        envelope.shred("a", shredded.credential());

        assertThatThrownBy(() -> open(shredded, gone)).isInstanceOf(UnsealException.class);
        assertThat(open(neighbour, stays)).isEqualTo(SECRET);
    }

    @Test
    void anotherTenantCannotShred() {
        Binding.Secret binding = binding("a", 1);
        byte[] sealed = seal(binding);

        envelope.shred("b", binding.credential());

        assertThat(open(binding, sealed)).isEqualTo(SECRET);
    }

    @Test
    void aKeystoreRefusesAnyKekButItsOwn() {
        new KekCheck(kek, keystore).verify();

        assertThatCode(() -> new KekCheck(kek, keystore).verify()).doesNotThrowAnyException();
        Kek other = KeysetFileKek.load(folder.resolve("other.json"));
        assertThatThrownBy(() -> new KekCheck(other, keystore).verify())
                .isInstanceOf(KekException.class)
                .hasMessageContaining("does not start");
    }

    @Test
    void theRunTimeRoleCannotChangeAKey() throws Exception {
        seal(binding("a", 1));

        try (Connection app =
                TestServers.postgres().login(Role.VAULT_KEYSTORE_APP).connect()) {
            assertThatThrownBy(() -> app.createStatement().executeUpdate("UPDATE data_key SET wrapped = ''"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> app.createStatement().executeUpdate("DELETE FROM kek_check"))
                    .hasMessageContaining("permission denied");
        }
    }

    private TenantKey tenantKey(String tenant) {
        var stored = keystore.currentTenantKey(tenant).orElseThrow();
        var wrapped = SealedRecord.decode(stored.wrapped());
        var associatedData =
                SealedRecord.associatedData(wrapped.keyName(), new Binding.TenantKey(tenant, stored.version()));
        return new TenantKey(1, SecretBytes.owning(kek.unwrap(wrapped.ciphertext(), associatedData)));
    }

    private static Connection superuser() throws Exception {
        return TestServers.postgres().superuser(Database.VAULT_KEYSTORE).connect();
    }

    private static Binding.Secret binding(String tenant, int version) {
        return new Binding.Secret(tenant, UUID.randomUUID(), UUID.randomUUID(), version);
    }

    private byte[] seal(Binding.Secret binding) {
        try (SecretBytes secret = secret()) {
            return envelope.seal(binding, secret).record();
        }
    }

    private String open(Binding.Secret binding, byte[] sealed) {
        try (SecretBytes opened = envelope.open(binding, sealed)) {
            return new String(opened.expose(), StandardCharsets.UTF_8);
        }
    }

    private static SecretBytes secret() {
        return SecretBytes.owning(SECRET.getBytes(StandardCharsets.UTF_8));
    }
}
