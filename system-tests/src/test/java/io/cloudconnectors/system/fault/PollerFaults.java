package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.system.fault.Scene.Hanging;
import io.cloudconnectors.system.fault.Scene.Target;

/** What happens to pollers in the middle of a run. */
final class PollerFaults {
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
}
