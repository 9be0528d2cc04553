package io.cloudconnectors.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** What happens to processes and servers. Each schedule has its own mix. */
final class Chaos {
    private static final int LONGEST_PAUSE = 240_000;
    private static final int FARTHEST_STEP = 600_000;

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final List<Node> nodes;
    private final Weather weather;
    private final Broker broker;
    private final Coverage coverage;
    private final Node itself;

    Chaos(
            Scheduler scheduler,
            SplittableRandom random,
            List<Node> nodes,
            Weather weather,
            Broker broker,
            Coverage coverage) {
        this.scheduler = scheduler;
        this.random = random;
        this.nodes = nodes;
        this.weather = weather;
        this.broker = broker;
        this.coverage = coverage;
        this.itself = new Node(-2, scheduler, () -> {});
    }

    /** Lets something happen now and then, for so long. */
    void during(long millis) {
        long end = scheduler.now() + millis;
        weather.until(end, node -> {
            if (nodes.contains(node)) {
                strike(node, end);
            }
        });
        int between = 10_000 + random.nextInt(200_000);
        var _ = scheduler.spawn(itself, random.nextInt(between), () -> {
            while (scheduler.now() < end) {
                happen(end);
                scheduler.sleep(1 + random.nextInt(between));
            }
        });
    }

    /** Repairs everything but clocks: those stay wrong. */
    void end() {
        weather.clearUp();
        for (Node node : nodes) {
            node.pausedUntil = 0;
            if (!node.alive) {
                node.start();
            }
        }
    }

    private void happen(long end) {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> crash(node);
            case 4, 5, 6, 7 -> pause(node, end);
            case 8 -> {
                coverage.reached("fault: clock step");
                node.skew += random.nextInt(2 * FARTHEST_STEP) - FARTHEST_STEP;
            }
            case 9 -> {
                coverage.reached("fault: database away");
                weather.databaseAwayUntil = scheduler.now() + random.nextInt(120_000);
            }
            case 10 -> {
                coverage.reached("fault: broker away");
                weather.brokerAwayUntil = scheduler.now() + random.nextInt(60_000);
            }
            default -> {
                coverage.reached("fault: records come again");
                Topic<?> topic = List.of(broker.interactive, broker.scheduled, broker.results)
                        .get(random.nextInt(3));
                topic.rewind(1 + random.nextInt(8));
            }
        }
    }

    private void strike(Node node, long end) {
        if (random.nextInt(4) == 0) {
            crash(node);
        } else {
            pause(node, end);
        }
    }

    private void crash(Node node) {
        if (!node.alive) {
            return;
        }
        coverage.reached("fault: crash");
        node.crash();
        var _ = scheduler.spawn(itself, 1000 + random.nextInt(60_000), () -> {
            if (!node.alive) {
                node.start();
            }
        });
    }

    private void pause(Node node, long end) {
        if (!node.alive || node.isPaused()) {
            return;
        }
        coverage.reached("fault: pause");
        node.pausedSince = scheduler.now();
        node.pausedUntil = Math.min(end, scheduler.now() + 1000 + random.nextInt(LONGEST_PAUSE));
    }
}
