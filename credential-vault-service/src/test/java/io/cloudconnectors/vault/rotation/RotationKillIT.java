package io.cloudconnectors.vault.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.rotation.RotationFixture.Instance;
import io.cloudconnectors.vault.rotation.RotationFixture.Kept;
import io.cloudconnectors.vault.rotation.RotationFixture.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that die in the middle of a rotation, at every point of it, and while the vault is used. */
class RotationKillIT {
    private static final Duration KEPT_FOR = Duration.ofMillis(200);
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int MANY = 300;
    private static RotationFixture vault;

    @BeforeAll
    static void makeTheVault() {
        vault = new RotationFixture();
    }

    /** Before and after each statement and each commit, one rotation each: nothing is lost, and another instance ends it. */
    @ParameterizedTest
    @EnumSource
    void whereverAnInstanceIsKilledEverySecretOpensAndTheRotationEnds(Rotation.Level level) {
        int at = 0;
        boolean killed = true;
        while (killed) {
            at++;
            vault.begin(3);
            Killable killable = new Killable(at);
            Rotation rotation = vault.request(vault.instance(), level);
            Instance victim = vault.instance(vault.both(), killable, Settings.AT_ONCE, Duration.ofMinutes(1));
            try {
                victim.worker().work();
                killed = false;
            } catch (Killable.Killed point) {
                vault.assertThatEverythingOpens();
                RotationFixture.letLeasesLapse();
                vault.instance().worker().work();
            }
            assertEnded(rotation, at);
        }
        assertThat(at).as("points").isGreaterThan(30);
    }

    private static void assertEnded(Rotation rotation, int at) {
        Rotation ended = vault.instance().rotations().find(rotation.id()).orElseThrow();
        assertThat(ended.state()).as("killed at point %d", at).isEqualTo(Rotation.State.DONE);
        assertThat(ended.done()).as("done, killed at point %d", at).isLessThanOrEqualTo(ended.total());
        vault.assertThatEverythingOpens();
        for (Database database : new Database[] {Database.VAULT, Database.VAULT_KEYSTORE}) {
            assertThat(Keystores.strings(database, "SELECT name FROM retired_key"))
                    .as("retired in %s, killed at point %d", database, at)
                    .hasSize(1);
        }
        assertThat(left(ended))
                .as("left under the old key, killed at point %d", at)
                .isEmpty();
    }

    private static List<String> left(Rotation rotation) {
        return Keystores.strings(
                Database.VAULT_KEYSTORE,
                switch (rotation.level()) {
                    case KEK -> "SELECT 1 FROM tenant_key WHERE wrapped_by <> '" + rotation.target() + "'";
                    case TENANT_KEY ->
                        "SELECT 1 FROM data_key WHERE wrapped_by <> '" + rotation.target()
                                + "' UNION ALL SELECT 1 FROM tenant_key WHERE version = 1";
                    case DATA_KEY -> "SELECT 1 FROM data_key WHERE generation = 1";
                });
    }

    /** Reveals and seals go on, every one of them well, while three instances rotate every level and are killed over and over. */
    @Test
    void underLoadWithKillsEverySecretIsServed() throws Exception {
        vault.begin(40);
        List<Kept> secrets = new CopyOnWriteArrayList<>(vault.kept);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> users =
                    List.of(threads.submit(() -> use(secrets, over, 1)), threads.submit(() -> use(secrets, over, 2)));
            List<Future<?>> rotators = List.of(
                    threads.submit(() -> rotateAndDie(over, kills, 1)),
                    threads.submit(() -> rotateAndDie(over, kills, 2)),
                    threads.submit(() -> rotateAndDie(over, kills, 3)));
            try {
                for (Rotation.Level level : Rotation.Level.values()) {
                    Rotation rotation = vault.request(vault.instance(), level);
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofMillis(100))
                            .until(() -> users.stream().anyMatch(Future::isDone)
                                    || state(rotation) != Rotation.State.RUNNING);
                    assertThat(state(rotation)).as("%s", level).isEqualTo(Rotation.State.DONE);
                }
            } finally {
                over.set(true);
            }
            for (Future<?> user : users) {
                user.get();
            }
            for (Future<?> rotator : rotators) {
                rotator.get();
            }
        }
        assertThat(secrets).hasSizeGreaterThan(40);
        assertThat(kills).hasValueGreaterThan(5);
        vault.kept.clear();
        vault.kept.addAll(secrets);
        vault.assertThatEverythingOpens();
    }

    private static Rotation.State state(Rotation rotation) {
        return vault.instance().rotations().find(rotation.id()).orElseThrow().state();
    }

    private static void use(List<Kept> secrets, AtomicBoolean over, long seed) {
        Random random = new Random(seed);
        Instance instance = vault.instance(vault.both(), Killable.never(), Settings.AT_ONCE, KEPT_FOR);
        while (!over.get()) {
            for (int i = 0; i < 20; i++) {
                Kept one = secrets.get(random.nextInt(secrets.size()));
                assertThat(vault.open(instance, one)).isEqualTo(one.secret());
            }
            if (secrets.size() < MANY) {
                Kept fresh = vault.seal(instance, "secret-" + random.nextInt(2));
                assertThat(fresh.fingerprint())
                        .isIn(vault.kept.stream().map(Kept::fingerprint).toList());
                secrets.add(fresh);
            }
        }
    }

    private static void rotateAndDie(AtomicBoolean over, AtomicInteger kills, long seed) {
        Random random = new Random(seed);
        Settings settings =
                new Settings(Duration.ofMillis(50), Duration.ofMillis(500), 4, 1_000_000, Duration.ofSeconds(1));
        while (!over.get()) {
            Killable killable = new Killable(10 + random.nextInt(600));
            try {
                Instance instance = vault.instance(vault.both(), killable, settings, KEPT_FOR);
                while (!over.get()) {
                    instance.worker().work();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (Killable.Killed point) {
                kills.incrementAndGet();
            }
        }
    }
}
