package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.system.fault.Scene.Hanging;
import io.cloudconnectors.system.fault.Scene.Target;

/** What happens to pollers in the middle of a run. */
final class PollerFaults {
    private PollerFaults() {}

    static String kill(Scene scene) {
        Target target = scene.anyTarget();
        try {
            Hanging hanging = scene.hang(target);
            StackProcess victim = scene.pollerOf(hanging);
            victim.kill();
            scene.lift(target);
            scene.restartLater(victim);
            scene.awaitNextAttempt(hanging);
            return victim.name() + " died in the middle of run " + hanging.run();
        } finally {
            scene.lift(target);
        }
    }

    static String freezePastItsLease(Scene scene) {
        Target target = scene.anyTarget();
        try {
            Hanging hanging = scene.hang(target);
            StackProcess victim = scene.pollerOf(hanging);
            victim.freeze();
            try {
                scene.lift(target);
                scene.awaitNextAttempt(hanging);
            } finally {
                victim.thaw();
            }
            return "%s went on with run %s after its next attempt had begun".formatted(victim.name(), hanging.run());
        } finally {
            scene.lift(target);
        }
    }

    static String terminate(Scene scene) {
        Target target = scene.anyTarget();
        try {
            Hanging hanging = scene.hang(target);
            StackProcess victim = scene.pollerOf(hanging);
            var _ = Thread.ofVirtual().start(() -> {
                try {
                    scene.pause(2000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                scene.lift(target);
            });
            victim.stop();
            scene.restartLater(victim);
            return "%s was told to end in the middle of run %s".formatted(victim.name(), hanging.run());
        } finally {
            scene.lift(target);
        }
    }
}
