package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.system.fault.Scene.Hanging;
import io.cloudconnectors.system.fault.Scene.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What happens to pollers in the middle of a run, and between runs. */
final class PollerFaults {
    private static final Duration BEFORE = Duration.ofSeconds(Long.getLong("faults.before", 30));
    private static final Duration RESTARTS = Duration.ofSeconds(Long.getLong("faults.restarts", 120));
    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(5);
    private static final double GOAL = 0.7;
    /** The attempts of a call that a poller of this stack makes. */
    private static final int ATTEMPTS = 2;

    private PollerFaults() {}

    /** What is done to the poller of a run that waits for the cloud, and what came of it. */
    @FunctionalInterface
    private interface Act {
        String on(StackProcess poller, Hanging hanging);
    }

    private static String duringRun(Scene scene, Act act) {
        Target target = scene.anyTarget();
        try {
            Hanging hanging = scene.hang(target);
            return act.on(scene.pollerOf(hanging), hanging);
        } finally {
            scene.lift(target);
        }
    }

    static String kill(Scene scene) {
        return duringRun(scene, (victim, hanging) -> {
            victim.kill();
            scene.lift(hanging.target());
            scene.restartLater(victim);
            scene.awaitNextAttempt(hanging);
            return victim.name() + " died in the middle of run " + hanging.run();
        });
    }

    static String freezePastItsLease(Scene scene) {
        return duringRun(scene, (victim, hanging) -> {
            victim.freeze();
            try {
                scene.lift(hanging.target());
                scene.awaitNextAttempt(hanging);
            } finally {
                victim.thaw();
            }
            return "%s went on with run %s after its next attempt had begun".formatted(victim.name(), hanging.run());
        });
    }

    static String terminate(Scene scene) {
        return duringRun(scene, (victim, hanging) -> {
            var _ = Thread.ofVirtual().start(() -> {
                try {
                    scene.pause(2000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                scene.lift(hanging.target());
            });
            victim.stop();
            scene.restartLater(victim);
            return "%s was told to end in the middle of run %s".formatted(victim.name(), hanging.run());
        });
    }

    /** It has the lease, and has asked the vault, which has not begun to answer. */
    static String killBeforeReveal(Scene scene) {
        StackProcess vault = scene.stack().process("vault");
        Hanging begun;
        StackProcess victim;
        vault.freeze();
        try {
            begun = scene.begin(scene.anyTarget());
            victim = scene.pollerOf(begun);
            Reach.until("a question to the vault", () -> Sockets.unread(victim, scene.port("vault")) > 0);
            victim.kill();
        } finally {
            vault.thaw();
        }
        scene.restartLater(victim);
        scene.awaitNextAttempt(begun);
        return victim.name() + " died before it had the credential of run " + begun.run();
    }

    /** Every asset was taken; the end of a slice without any, and of the run, are to come. */
    static String killAfterLastChunk(Scene scene) {
        Target target = scene.anyOfAws();
        try {
            Hanging hanging = scene.hang(target, AwsAccount.LISTING_OF_NOTHING);
            for (String slice : target.account().cloud().slices()) {
                Reach.until(
                        "the end of slice " + slice,
                        () -> scene.happened(
                                "run = ?::uuid AND attempt = ? AND what = 'REPORTED' AND slice = ?",
                                hanging.run(),
                                hanging.attempt(),
                                slice));
            }
            StackProcess victim = scene.pollerOf(hanging);
            victim.kill();
            scene.lift(target);
            scene.restartLater(victim);
            scene.awaitNextAttempt(hanging);
            return victim.name() + " died when every asset of run " + hanging.run() + " was taken";
        } finally {
            scene.lift(target);
        }
    }

    /** Kafka, which stands still, has the end of a run in its sockets. It is taken when there is nobody left to be told. */
    static String killBeforeFinishedIsAcknowledged(Scene scene) {
        Target target = scene.anyOfAws();
        AwsAccount account = (AwsAccount) target.account().cloud();
        StackProcess vault = scene.stack().process("vault");
        StackProcess kafka = scene.stack().process("kafka");
        Hanging begun;
        StackProcess victim;
        account.fault("server-error", "AssumeRole");
        vault.freeze();
        try {
            begun = scene.begin(target);
            victim = scene.pollerOf(begun);
            kafka.freeze();
            vault.thaw();
            Reach.until("a refusal of the cloud", () -> account.hits() >= ATTEMPTS);
            // That, or a heartbeat of the group behind it.
            long before = Sockets.unread(victim, scene.kafkaPort());
            Reach.until("its last word on its way", () -> Sockets.unread(victim, scene.kafkaPort()) > before);
            victim.kill();
        } finally {
            kafka.thaw();
            vault.thaw();
            account.lift();
        }
        scene.restartLater(victim);
        Reach.until(
                "an end that nobody but the dead has told",
                () -> scene.happened(
                        "run = ?::uuid AND attempt = ? AND what = 'ENDED' AND reason = 'PROVIDER_ERROR'",
                        begun.run(),
                        begun.attempt()));
        return "%s died before it knew that run %s had ended".formatted(victim.name(), begun.run());
    }

    /** One goes and comes again and again, while connectors are due all the time. */
    static String restartAgainAndAgain(Scene scene) throws Exception {
        StackProcess victim = scene.pollers().get(scene.random().nextInt(FaultStack.POLLERS.size()));
        double before = runsPerSecond(scene, BEFORE);
        var over = new AtomicBoolean();
        var restarts = new AtomicInteger();
        var restarting = CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        long next = System.nanoTime() + BETWEEN_RESTARTS.toNanos();
                        victim.restart();
                        restarts.incrementAndGet();
                        LockSupport.parkNanos(next - System.nanoTime());
                    }
                },
                work -> Thread.ofVirtual().start(work));
        double during;
        try {
            during = runsPerSecond(scene, RESTARTS);
        } finally {
            over.set(true);
            restarting.join();
        }
        double share = during / before;
        System.out.printf(
                Locale.ROOT, "GOAL poller-restarts %.2fx >=%.1fx %s%n", share, GOAL, share >= GOAL ? "met" : "missed");
        return String.format(
                Locale.ROOT,
                "%s was restarted %d times in %d s; %.2f runs/s before, %.2f runs/s then",
                victim.name(),
                restarts.get(),
                RESTARTS.toSeconds(),
                before,
                during);
    }

    private static double runsPerSecond(Scene scene, Duration time) throws Exception {
        long began = System.nanoTime();
        long before = scene.successes();
        while (System.nanoTime() - began < time.toNanos()) {
            scene.bringNear(Integer.MAX_VALUE);
            Thread.sleep(200);
        }
        return (scene.successes() - before) * 1e9 / (System.nanoTime() - began);
    }
}
