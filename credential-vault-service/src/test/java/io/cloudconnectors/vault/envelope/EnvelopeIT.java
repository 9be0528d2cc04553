package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The envelope over a real keystore. */
class EnvelopeIT {
    private static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    private static KekRing keks;
    private static AgroalDataSource keystore;
    private static AgroalDataSource vault;
    private Keystores.Parts parts;

    @BeforeAll
    static void makeAKek() {
        keks = KekRing.of(Keystores.newKek());
        Keystores.recreate();
        keystore = Keystores.keystore();
        vault = Keystores.vault();
    }

    @BeforeEach
    void emptyKeystore() {
        Keystores.empty();
        parts = Keystores.instance(keks, keystore, vault);
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
    void aDataKeyMovedElsewhereOpensNothingThere() {
        Binding.Secret home = binding("a", 1);
        Binding.Secret other = binding("a", 1);
        byte[] sealed = seal(home);
        seal(other);
        Keystores.execute(Database.VAULT_KEYSTORE, """
                UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE credential_id = '%s')
                WHERE credential_id = '%s'""".formatted(home.credential(), other.credential()));

        assertThatThrownBy(() -> open(other, sealed)).isExactlyInstanceOf(UnsealException.class);
    }

    @Test
    void everyFlippedByteIsRejectedAlike() {
        Binding.Secret binding = binding("a", 1);
        byte[] sealed = seal(binding);

        assertThat(IntStream.range(0, sealed.length)).allSatisfy(at -> {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertRejected(binding, flipped);
        });
        assertThat(IntStream.range(0, sealed.length))
                .allSatisfy(length -> assertRejected(binding, Arrays.copyOf(sealed, length)));
    }

    @Test
    void everyFlippedByteOfAWrappedKeyIsRejectedAlike() throws Exception {
        Binding.Secret binding = binding("a", 1);
        byte[] sealed = seal(binding);

        for (String table : List.of("data_key", "tenant_key")) {
            byte[] wrapped = wrapped(table);
            assertThat(wrapped).hasSizeGreaterThan(60);
            for (int at = 0; at < wrapped.length; at++) {
                byte[] flipped = wrapped.clone();
                flipped[at] ^= 1;
                replace(table, flipped);
                assertRejected(binding, sealed);
            }
            replace(table, wrapped);
            parts.tenantKeys().forgetAll();
            assertThat(open(binding, sealed)).isEqualTo(SECRET);
        }
        assertThat(parts.rollbacks("TENANT_KEY") + parts.rollbacks("DATA_KEY")).isZero();
    }

    @Test
    void everyVersionHasADataKeyOfItsOwn() {
        UUID credential = UUID.randomUUID();
        UUID connector = UUID.randomUUID();
        Set<String> dataKeys = new HashSet<>();
        for (int version = 1; version <= 3; version++) {
            Binding.Secret binding = new Binding.Secret("a", connector, credential, version);
            seal(binding);
            Binding.DataKey place = binding.dataKey(1);
            SealedRecord wrapped =
                    SealedRecord.decode(parts.repository().dataKey(place).orElseThrow());
            try (TenantRing ring = parts.tenantKeys().of("a");
                    AeadKey key = Envelope.unwrap(ring, place, wrapped)) {
                dataKeys.add(HexFormat.of().formatHex(key.material().expose()));
            }
        }

        assertThat(dataKeys).hasSize(3);
    }

    @Test
    void tenantsShareNoKeyAndNoFingerprint() {
        String a = fingerprint(binding("a", 1));
        String b = fingerprint(binding("b", 1));

        assertThat(a).isNotEqualTo(b).matches("[0-9a-f]{16}").isEqualTo(fingerprint(binding("a", 1)));
        try (TenantRing one = parts.tenantKeys().of("a");
                TenantRing other = parts.tenantKeys().of("b")) {
            assertThat(one.current().material().expose())
                    .isNotEqualTo(other.current().material().expose());
        }
    }

    /** The first release had the fingerprint key in the second half of the tenant key. */
    @Test
    void fingerprintsOfTheFirstReleaseStay() {
        byte[] key = new byte[2 * AeadKey.BYTES];
        Arrays.fill(key, AeadKey.BYTES, key.length, (byte) 7);
        try (SecretBytes both = SecretBytes.owning(key.clone())) {
            parts.repository()
                    .addTenantKey("old", 1, keks.name(), parts.tenantKeys().wrap("old", 1, both));
        }
        String expected;
        try (SecretBytes half = SecretBytes.owning(Arrays.copyOfRange(key, AeadKey.BYTES, key.length));
                SecretBytes secret = secret()) {
            expected = Fingerprints.of(secret, half);
        }

        parts.rewrapping().makeTenantKey("old", "tenant-key/2");

        assertThat(fingerprint(binding("old", 1))).isEqualTo(expected);
    }

    @Test
    void aShreddedCredentialDoesNotOpenAndItsNeighbourDoes() {
        Binding.Secret shredded = binding("a", 1);
        Binding.Secret neighbour = binding("a", 1);
        byte[] gone = seal(shredded);
        byte[] stays = seal(neighbour);

        parts.envelope().shred("a", shredded.credential());

        assertRejected(shredded, gone);
        assertThat(open(neighbour, stays)).isEqualTo(SECRET);
    }

    @Test
    void anotherTenantCannotShred() {
        Binding.Secret binding = binding("a", 1);
        byte[] sealed = seal(binding);

        parts.envelope().shred("b", binding.credential());

        assertThat(open(binding, sealed)).isEqualTo(SECRET);
    }

    /** A key may be replaced by the same key wrapped anew, and nothing else about it may change. */
    @Test
    void theRunTimeRoleCannotMoveAKeyOrForgetARetiredOne() throws Exception {
        seal(binding("a", 1));

        try (Connection app =
                TestServers.postgres().login(Role.VAULT_KEYSTORE_APP).connect()) {
            for (String change : List.of(
                    "UPDATE data_key SET tenant = 'b'",
                    "UPDATE data_key SET generation = 2",
                    "UPDATE tenant_key SET version = 2",
                    "UPDATE tenant_key SET created_at = now()",
                    "DELETE FROM retired_key",
                    "UPDATE retired_key SET name = ''",
                    "DELETE FROM kek_check",
                    "DELETE FROM rotation")) {
                assertThatThrownBy(() -> app.createStatement().executeUpdate(change))
                        .as(change)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private void assertRejected(Binding.Secret binding, byte[] sealed) {
        parts.tenantKeys().forgetAll();
        assertThatThrownBy(() -> open(binding, sealed))
                .isExactlyInstanceOf(UnsealException.class)
                .hasMessage(new UnsealException().getMessage())
                .hasNoCause();
    }

    private static byte[] wrapped(String table) throws Exception {
        try (Connection connection = TestServers.postgres()
                        .superuser(Database.VAULT_KEYSTORE)
                        .connect();
                var row = connection.createStatement().executeQuery("SELECT wrapped FROM " + table)) {
            row.next();
            return row.getBytes(1);
        }
    }

    private static void replace(String table, byte[] wrapped) {
        Keystores.execute(
                Database.VAULT_KEYSTORE,
                "UPDATE " + table + " SET wrapped = '\\x" + HexFormat.of().formatHex(wrapped) + "'");
    }

    private static Binding.Secret binding(String tenant, int version) {
        return new Binding.Secret(tenant, UUID.randomUUID(), UUID.randomUUID(), version);
    }

    private byte[] seal(Binding.Secret binding) {
        try (SecretBytes secret = secret()) {
            return parts.envelope().seal(binding, secret).record();
        }
    }

    private String fingerprint(Binding.Secret binding) {
        try (SecretBytes secret = secret()) {
            return parts.envelope().seal(binding, secret).fingerprint();
        }
    }

    private String open(Binding.Secret binding, byte[] sealed) {
        try (SecretBytes opened = parts.envelope().open(binding, sealed)) {
            return new String(opened.expose(), StandardCharsets.UTF_8);
        }
    }

    private static SecretBytes secret() {
        return SecretBytes.owning(SECRET.getBytes(StandardCharsets.UTF_8));
    }
}
