package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Binding;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekRing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A vault of several instances, without HTTP: real databases, the production classes, secrets that can be looked at. */
final class RotationFixture {
    static final String TENANT = "acme";

    final Kek oldKek;
    final Kek newKek;
    final AgroalDataSource keystore;
    final AgroalDataSource vault;
    final List<Kept> kept = new ArrayList<>();

    RotationFixture() {
        oldKek = Keystores.newKek();
        newKek = Keystores.newKek();
        Keystores.recreate();
        keystore = Keystores.keystore();
        vault = Keystores.vault();
    }

    /** A secret that the vault keeps. */
    record Kept(Binding.Secret binding, String secret, String fingerprint) {}

    /** How instances of a test rotate: in small batches, without waiting. */
    record Settings(Duration every, Duration lease, int batch, int perSecond, Duration grace)
            implements RotationSettings {
        static final Settings AT_ONCE =
                new Settings(Duration.ofHours(1), Duration.ofMinutes(1), 2, 1_000_000, Duration.ZERO);
    }

    /** One instance. */
    record Instance(
            Keystores.Parts parts, RotationWorker worker, RotationRepository rotations, SealedVersions versions) {}

    KekRing both() {
        return new KekRing(newKek, List.of(oldKek));
    }

    Instance instance() {
        return instance(both());
    }

    Instance instance(KekRing keks) {
        return instance(keks, Killable.never(), Settings.AT_ONCE, Duration.ofMinutes(1));
    }

    Instance instance(KekRing keks, Killable killable, RotationSettings settings, Duration keptFor) {
        AgroalDataSource keys = killable.of(keystore);
        AgroalDataSource versionsToo = killable.of(vault);
        Keystores.Parts parts = Keystores.instance(keks, keys, versionsToo, keptFor, 100, Ticker.systemTicker());
        RotationRepository rotations = new RotationRepository(keys);
        SealedVersions versions = new SealedVersions(versionsToo);
        RotationWorker worker = new RotationWorker(
                rotations,
                parts.rewrapping(),
                new TenantKeyRepository(keys),
                new DataKeyRepository(keys),
                versions,
                settings,
                parts.metrics());
        return new Instance(parts, worker, rotations, versions);
    }

    /** Empty databases, and so many secrets sealed under the old KEK. */
    void begin(int secrets) {
        Keystores.empty();
        kept.clear();
        Instance before = instance(KekRing.of(oldKek));
        Keystores.start(KekRing.of(oldKek), before.parts());
        for (int i = 0; i < secrets; i++) {
            kept.add(seal(before, "secret-" + i % 2));
        }
    }

    Kept seal(Instance instance, String secret) {
        return seal(instance, new Binding.Secret(TENANT, UUID.randomUUID(), UUID.randomUUID(), 1), secret);
    }

    Kept seal(Instance instance, Binding.Secret binding, String secret) {
        try (SecretBytes bytes = SecretBytes.owning(secret.getBytes(StandardCharsets.UTF_8))) {
            Envelope.Sealed sealed = instance.parts().envelope().seal(binding, bytes);
            store(binding, sealed);
            return new Kept(binding, secret, sealed.fingerprint());
        }
    }

    private void store(Binding.Secret binding, Envelope.Sealed sealed) {
        try (Connection connection = vault.getConnection();
                var insert = connection.prepareStatement("""
                        INSERT INTO credential_version (tenant, connector_id, credential_id, version, kind, complete, sealed,
                                                        fingerprint, sealed_at)
                        VALUES (?, ?, ?, ?, 'AZURE_CLIENT_SECRET', true, ?, ?, now())""")) {
            insert.setString(1, binding.tenant());
            insert.setObject(2, binding.connector());
            insert.setObject(3, binding.credential());
            insert.setInt(4, binding.version());
            insert.setBytes(5, sealed.record());
            insert.setString(6, sealed.fingerprint());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a reveal does: the row, then the envelope. */
    String open(Instance instance, Kept secret) {
        Binding.Secret binding = secret.binding();
        SealedVersions.Sealed sealed = instance.versions()
                .find(binding.tenant(), binding.credential(), binding.version())
                .orElseThrow();
        try (SecretBytes opened = instance.parts().envelope().open(binding, sealed.record())) {
            return new String(opened.expose(), StandardCharsets.UTF_8);
        }
    }

    /** A new instance, with nothing in memory, opens everything. */
    void assertThatEverythingOpens() {
        Instance fresh = instance();
        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(open(fresh, each)).isEqualTo(each.secret()));
    }

    Rotation request(Instance instance, Rotation.Level level) {
        return new Rotations(instance.rotations(), instance.parts().rewrapping())
                .request(level, level == Rotation.Level.KEK ? null : TENANT, "operator");
    }

    Rotation rotate(Rotation.Level level) {
        Instance instance = instance();
        Rotation rotation = request(instance, level);
        instance.worker().work();
        return instance.rotations().find(rotation.id()).orElseThrow();
    }

    /** The leases of instances that are gone are over. */
    static void letLeasesLapse() {
        Keystores.execute(Database.VAULT_KEYSTORE, "UPDATE rotation SET claimed_until = '-infinity'");
    }
}
