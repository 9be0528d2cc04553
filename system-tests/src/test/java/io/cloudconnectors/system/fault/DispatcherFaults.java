package io.cloudconnectors.system.fault;

import io.cloudconnectors.local.launcher.StackProcess;
import io.cloudconnectors.system.fault.Gate.Held;
import io.cloudconnectors.system.fault.Gate.Point;

/** What happens to instances of connector-api. */
final class DispatcherFaults {
    /** Of those that are due at a time: some are left for the other instance. */
    private static final int SOME = 2;

    private DispatcherFaults() {}

    static String killBeforeCommit(Scene scene) throws Exception {
        try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            victim.kill();
            gate.terminate(held);
            scene.restartLater(victim);
            return victim.name() + " died with a claim that will never commit";
        }
    }

    static String killAfterCommit(Scene scene) throws Exception {
        try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            victim.kill();
            gate.open();
            scene.awaitCommit(held);
            scene.restartLater(victim);
            return victim.name() + " died; its claim was committed and none of it sent";
        }
    }

    static String killMidSend(Scene scene) throws Exception {
        scene.warmUp();
        try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            StackProcess kafka = scene.stack().process("kafka");
            int port = scene.kafkaPort();
            kafka.freeze();
            try {
                long before = Sockets.unread(victim, port);
                gate.open();
                scene.awaitCommit(held);
                long messages = scene.bytesUnsent(held);
                Reach.until(
                        "the claim's messages on their way", () -> Sockets.unread(victim, port) - before >= messages);
                victim.kill();
                scene.restartLater(victim);
                return "%s died with %d bytes of messages on their way".formatted(victim.name(), messages);
            } finally {
                kafka.thaw();
            }
        }
    }

    static String killBeforeOutboxDelete(Scene scene) throws Exception {
        try (var gate = scene.close(Point.BEFORE_OUTBOX_DELETE)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            victim.kill();
            gate.terminate(held);
            scene.restartLater(victim);
            return victim.name() + " died after Kafka took what the outbox still has";
        }
    }

    static String freezePastItsClaim(Scene scene) throws Exception {
        try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            victim.freeze();
            try {
                gate.open();
                scene.awaitCommit(held);
                Reach.until("the messages sent by the other instance", () -> !scene.isUnsent(held));
            } finally {
                victim.thaw();
            }
            return victim.name() + " went on after the other instance had sent its messages";
        }
    }

    static String stopInsideClaim(Scene scene) throws Exception {
        try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            StackProcess victim = scene.owner(held);
            victim.freeze();
            try {
                long since = Moment.clock();
                // While the first instance stands still nobody leases, so that others may have a run: that is a claim,
                // too.
                Reach.until("a claim of the other instance", () -> {
                    scene.bringAllNear();
                    return scene.happened(
                            "what = 'NUMBERED' AND at > to_timestamp(?::float8 / 1000000) AND xid <> ?::text::xid8",
                            since,
                            Long.toString(held.xid()));
                });
                scene.pause(3000);
            } finally {
                victim.thaw();
            }
            gate.open();
            scene.awaitCommit(held);
            return victim.name() + " stood still in a claim, which the other instance did not wait for";
        }
    }

    /** An attempt holds its run when this is looked up, and does not any longer, or soon, when it is written. */
    static String stopInsideReport(Scene scene) throws Exception {
        try (var gate = scene.close(Point.IN_REPORT)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            long since = Moment.clock();
            Reach.until(
                    "the next attempt, or somebody who waits for the report",
                    () -> gate.isWaitedFor(held) || wasLeasedAgain(scene, held.run(), since));
            boolean overtaken = wasLeasedAgain(scene, held.run(), since);
            gate.open();
            return (overtaken ? "the next attempt was leased while a report waited" : "somebody waited for a report")
                    + " of run "
                    + held.run();
        }
    }

    /** A merge holds the fence for longer than its attempt has the lease. */
    static String stopInsideMerge(Scene scene) throws Exception {
        try (var gate = scene.close(Point.IN_MERGE)) {
            Held held = gate.await(() -> scene.bringNear(SOME));
            Reach.until("the next lease waiting for the fence", () -> gate.isWaitedFor(held));
            gate.open();
            return "the next lease waited for a merge";
        }
    }

    private static boolean wasLeasedAgain(Scene scene, String run, long since) throws Exception {
        return scene.happened(
                "run = ?::uuid AND what = 'LEASED' AND at > to_timestamp(?::float8 / 1000000)", run, since);
    }

    /** Clocks are wrong all the time; here it is seen that whoever has a wrong one takes part. */
    static String clockOff(Scene scene) throws Exception {
        StackProcess early = scene.stack().process(FaultStack.EARLY_INSTANCE);
        StackProcess late = scene.stack().process(FaultStack.LATE_POLLER);
        Reach.until("wrong clocks", () -> Logs.mention(early, "fault-agent: ") && Logs.mention(late, "fault-agent: "));
        Reach.until("a claim of the instance with the wrong clock", () -> {
            try (var gate = scene.close(Point.BEFORE_CLAIM_COMMITS)) {
                Held held = gate.await(() -> scene.bringNear(SOME));
                return scene.owner(held).equals(early);
            }
        });
        return early.name() + " claims and " + late.name() + " polls with clocks ten minutes off";
    }

    static String terminate(Scene scene) throws Exception {
        StackProcess victim = scene.instances().get(scene.random().nextInt(2));
        scene.bringNear(Integer.MAX_VALUE);
        scene.pause(300);
        victim.stop();
        scene.restartLater(victim);
        return victim.name() + " was told to end while connectors were due";
    }
}
