package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.rotation.RotationFixture.Instance;
import io.cloudconnectors.vault.rotation.RotationFixture.Kept;
import io.cloudconnectors.vault.rotation.RotationFixture.Settings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each rotation does, and what stays. */
class RotationIT {
    private static final int SECRETS = 5;
    private static RotationFixture vault;

    @BeforeAll
    static void makeTheVault() {
        vault = new RotationFixture();
    }

    @BeforeEach
    void someSecrets() {
        vault.begin(SECRETS);
    }

    @Test
    void theKekRotatesAndTheOldOneIsNotNeededAnyMore() {
        Rotation rotation = vault.rotate(Rotation.Level.KEK);

        assertThat(rotation).isEqualTo(done(rotation, 1, vault.newKek.name()));
        assertThat(keys("SELECT DISTINCT wrapped_by FROM tenant_key")).containsExactly(vault.newKek.name());
        Instance withoutTheOld = vault.instance(KekRing.of(vault.newKek));
        Keystores.start(KekRing.of(vault.newKek), withoutTheOld.parts());
        assertThat(vault.kept)
                .allSatisfy(each -> assertThat(vault.open(withoutTheOld, each)).isEqualTo(each.secret()));
    }

    @Test
    void aTenantKeyRotatesAndTheOldOneIsDestroyed() {
        Rotation rotation = vault.rotate(Rotation.Level.TENANT_KEY);

        assertThat(rotation).isEqualTo(done(rotation, SECRETS, "tenant-key/2"));
        assertThat(keys("SELECT version FROM tenant_key")).containsExactly("2");
        assertThat(keys("SELECT DISTINCT wrapped_by FROM data_key")).containsExactly("tenant-key/2");
        vault.assertThatEverythingOpens();
    }

    @Test
    void anInstanceWithTheKeysOfBeforeSealsAndRotatesAllTheSame() {
        Instance warm = vault.instance();
        assertThat(vault.open(warm, vault.kept.getFirst())).isEqualTo("secret-0");
        vault.rotate(Rotation.Level.TENANT_KEY);

        vault.kept.add(vault.seal(warm, "secret-1"));

        assertThat(vault.kept.getLast().fingerprint())
                .isEqualTo(vault.kept.get(1).fingerprint());
        Instance warmToo = vault.instance();
        assertThat(vault.open(warmToo, vault.kept.getFirst())).isEqualTo("secret-0");
        vault.rotate(Rotation.Level.TENANT_KEY);
        Rotation third = vault.request(warmToo, Rotation.Level.TENANT_KEY);
        warmToo.worker().work();
        assertThat(warmToo.rotations().find(third.id()).orElseThrow().state()).isEqualTo(Rotation.State.DONE);
        vault.assertThatEverythingOpens();
    }

    @Test
    void aDataKeyRotatesAndTheOldOneIsDestroyed() {
        List<String> before = keys("SELECT wrapped::text FROM data_key ORDER BY credential_id");
        List<String> sealed = versions("SELECT sealed::text FROM credential_version ORDER BY credential_id");

        Rotation rotation = vault.rotate(Rotation.Level.DATA_KEY);

        assertThat(rotation).isEqualTo(done(rotation, SECRETS, "data-key/2"));
        assertThat(keys("SELECT generation FROM data_key")).hasSize(SECRETS).containsOnly("2");
        assertThat(keys("SELECT wrapped::text FROM data_key ORDER BY credential_id"))
                .hasSize(SECRETS)
                .doesNotContainAnyElementsOf(before);
        assertThat(versions("SELECT sealed::text FROM credential_version"))
                .hasSize(SECRETS)
                .doesNotContainAnyElementsOf(sealed);
        vault.assertThatEverythingOpens();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSecretKeepsItsFingerprintAndNewOnesAreSealedByTheNewKeys(Rotation.Level level) {
        String before = vault.kept.getFirst().fingerprint();

        vault.rotate(level);
        Kept after = vault.seal(vault.instance(), vault.kept.getFirst().secret());
        vault.kept.add(after);

        assertThat(after.fingerprint()).isEqualTo(before);
        vault.assertThatEverythingOpens();
        assertThat(vault.rotate(level).state()).as("a second time").isEqualTo(Rotation.State.DONE);
        vault.assertThatEverythingOpens();
    }

    @Test
    void aSecondRequestIsTheRotationThatRunsAlready() {
        Instance instance = vault.instance();

        Rotation first = vault.request(instance, Rotation.Level.TENANT_KEY);
        Rotation second = vault.request(vault.instance(), Rotation.Level.TENANT_KEY);

        assertThat(second).isEqualTo(first);
        instance.worker().work();
        assertThat(vault.request(instance, Rotation.Level.TENANT_KEY).id()).isNotEqualTo(first.id());
    }

    @Test
    void twoInstancesNeverWorkOnOneRotation() {
        Instance one = vault.instance();
        Rotation rotation = vault.request(one, Rotation.Level.TENANT_KEY);
        assertThat(one.rotations().claim(UUID.randomUUID(), Duration.ofMinutes(1)))
                .isPresent();

        vault.instance().worker().work();

        assertThat(one.rotations().find(rotation.id()).orElseThrow().isStarted())
                .isFalse();
        RotationFixture.letLeasesLapse();
        vault.instance().worker().work();
        assertThat(one.rotations().find(rotation.id()).orElseThrow().state()).isEqualTo(Rotation.State.DONE);
    }

    /** It stood still for longer than its lease: what it moves then is not committed. */
    @Test
    void anInstanceThatLostItsLeaseMovesNothing() {
        Instance instance = vault.instance();
        vault.request(instance, Rotation.Level.TENANT_KEY);
        UUID late = UUID.randomUUID();
        Claim lost = new Claim(
                instance.rotations().claim(late, Duration.ofMinutes(1)).orElseThrow(), late, Duration.ofMinutes(1));
        RotationFixture.letLeasesLapse();
        assertThat(instance.rotations().claim(UUID.randomUUID(), Duration.ofMinutes(1)))
                .isPresent();
        DataKeyRepository rows = new DataKeyRepository(vault.keystore);
        List<DataKeyRepository.Row> page =
                rows.afterWrappedBy(RotationFixture.TENANT, "tenant-key/1", DataKeyRepository.Row.FIRST, 1);
        byte[] changed = page.getFirst().wrapped().clone();
        changed[changed.length - 1] ^= 1;
        List<String> before = keys("SELECT wrapped::text FROM data_key ORDER BY 1");

        assertThatThrownBy(() -> rows.replace(lost, List.of(new DataKeyRepository.Moved(page.getFirst(), changed))))
                .isInstanceOf(LeaseLostException.class);

        assertThat(keys("SELECT wrapped::text FROM data_key ORDER BY 1")).isEqualTo(before);
    }

    @Test
    void oldKeysStayForTheGraceTime() {
        Settings patient = new Settings(Duration.ofHours(1), Duration.ofMinutes(1), 2, 1_000_000, Duration.ofHours(1));
        Instance instance = vault.instance(vault.both(), Killable.never(), patient, Duration.ofMinutes(1));
        Rotation rotation = vault.request(instance, Rotation.Level.TENANT_KEY);

        instance.worker().work();

        Rotation waiting = instance.rotations().find(rotation.id()).orElseThrow();
        assertThat(waiting.state()).isEqualTo(Rotation.State.RUNNING);
        assertThat(waiting.done()).isEqualTo(waiting.total()).isEqualTo(SECRETS);
        assertThat(keys("SELECT version FROM tenant_key ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void aKeyThatDoesNotOpenFailsTheRotationAndTheOldKeyStays() {
        Keystores.execute(Database.VAULT_KEYSTORE, """
                UPDATE data_key SET wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                WHERE credential_id = '%s'""".formatted(
                        vault.kept.getLast().binding().credential()));

        Rotation rotation = vault.rotate(Rotation.Level.TENANT_KEY);

        assertThat(rotation.state()).isEqualTo(Rotation.State.FAILED);
        assertThat(rotation.broken()).isEqualTo(1);
        assertThat(rotation.error()).contains("1 records do not open");
        assertThat(keys("SELECT version FROM tenant_key ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void anInstanceWithTheOldKekLeavesTheRotationToTheOthers() {
        Rotation rotation = vault.request(vault.instance(), Rotation.Level.KEK);
        Instance old = vault.instance(new KekRing(vault.oldKek, List.of(vault.newKek)));

        old.worker().work();

        assertThat(old.rotations().find(rotation.id()).orElseThrow().error()).contains(vault.newKek.name());
        RotationFixture.letLeasesLapse();
        vault.instance().worker().work();
        assertThat(old.rotations().find(rotation.id()).orElseThrow().state()).isEqualTo(Rotation.State.DONE);
    }

    @Test
    void whatIsShreddedBetweenTheStepsOfAResealStaysShredded() {
        Instance instance = vault.instance();
        Kept shredded = vault.kept.getFirst();
        var binding = shredded.binding();
        byte[] record = instance.versions()
                .find(RotationFixture.TENANT, binding.credential(), 1)
                .orElseThrow()
                .record();
        byte[] fresh = instance.parts().rewrapping().reseal(binding, record, 2);

        instance.parts().envelope().shred(RotationFixture.TENANT, binding.credential());

        assertThatThrownBy(() -> instance.parts().envelope().open(binding, fresh))
                .isInstanceOf(UnsealException.class);
        assertThatThrownBy(() -> instance.parts().rewrapping().reseal(binding, record, 2))
                .isInstanceOf(UnsealException.class);
        assertThat(keys("SELECT 1 FROM data_key WHERE credential_id = '" + binding.credential() + "'"))
                .isEmpty();
    }

    @Test
    void aTenantWithoutKeysHasNothingToRotate() {
        Rotations rotations = new Rotations(
                vault.instance().rotations(), vault.instance().parts().rewrapping());

        assertThatThrownBy(() -> rotations.request(Rotation.Level.TENANT_KEY, "nobody", "operator"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> rotations.request(Rotation.Level.DATA_KEY, null, "operator"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> rotations.request(Rotation.Level.KEK, "acme", "operator"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void thereIsOneRotationOfTheKekHoweverItsMissingTenantIsWritten() {
        Rotations rotations = new Rotations(
                vault.instance().rotations(), vault.instance().parts().rewrapping());

        assertThat(rotations.request(Rotation.Level.KEK, " ", "operator"))
                .isEqualTo(rotations.request(Rotation.Level.KEK, null, "operator"));
    }

    private static Rotation done(Rotation rotation, long records, String target) {
        return new Rotation(
                rotation.id(),
                rotation.level(),
                rotation.tenant(),
                target,
                Rotation.State.DONE,
                records,
                records,
                0,
                rotation.startedAt(),
                rotation.finishedAt(),
                null);
    }

    private static List<String> keys(String sql) {
        return Keystores.strings(Database.VAULT_KEYSTORE, sql);
    }

    private static List<String> versions(String sql) {
        return Keystores.strings(Database.VAULT, sql);
    }
}
