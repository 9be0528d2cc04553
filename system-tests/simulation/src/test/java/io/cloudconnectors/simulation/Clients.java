package io.cloudconnectors.simulation;

import io.cloudconnectors.api.memory.ConnectorRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.outcome.Cadence;
import io.cloudconnectors.api.outcome.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** People at the public API. */
final class Clients {
    private static final int MOST_CONNECTORS = 3;

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final Network network;
    private final Tables tables;
    private final Cloud cloud;
    private final Coverage coverage;
    private final Node themselves;
    private final List<UUID> connectors = new ArrayList<>();
    private int creations;

    Clients(
            Scheduler scheduler,
            SplittableRandom random,
            Network network,
            Tables tables,
            Cloud cloud,
            Coverage coverage) {
        this.scheduler = scheduler;
        this.random = random;
        this.network = network;
        this.tables = tables;
        this.cloud = cloud;
        this.coverage = coverage;
        this.themselves = new Node(-3, scheduler, () -> {});
    }

    /** Lets them create a connector and then ask for this and that, for so long. */
    void during(long millis) {
        long end = scheduler.now() + millis;
        int between = 5_000 + random.nextInt(80_000);
        var _ = scheduler.spawn(themselves, 1, () -> {
            create();
            while (scheduler.now() < end) {
                ask();
                scheduler.sleep(1 + random.nextInt(between));
            }
        });
    }

    /** Runs every connector once more. */
    void runAll() {
        for (ConnectorRow connector : tables.connectors.values()) {
            if (!connector.deleted) {
                var _ = scheduler.spawn(themselves, 1, () -> network.ask(instance -> instance.runNow(connector.id)));
            }
        }
    }

    private void ask() {
        UUID id = connectors.isEmpty() ? null : connectors.get(random.nextInt(connectors.size()));
        ConnectorRow connector = id == null ? null : tables.connectors.get(id);
        if (connector == null) {
            create();
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> cloud.change(connector.id);
            case 6, 7, 8, 9 -> {
                Boolean queued = network.ask(instance -> instance.runNow(connector.id));
                coverage.reached(
                        queued == null ? "client: no answer" : queued ? "client: run now" : "client: run in progress");
            }
            case 10, 11, 12 -> cancel(connector);
            case 13, 14 -> change("client: credential replaced", connector, Clients::replaceCredential);
            case 15, 16 -> change("client: disabled or enabled", connector, row -> row.runnable = !row.runnable);
            case 17 ->
                change("client: deleted", connector, row -> {
                    row.deleted = true;
                    row.runnable = false;
                });
            default -> create();
        }
    }

    private void create() {
        if (creations < MOST_CONNECTORS) {
            creations++;
            int slot = random.nextInt(100);
            UUID created = network.ask(instance -> instance.create(slot));
            coverage.reached(created == null ? "client: no answer" : "client: created");
            if (created != null) {
                connectors.add(created);
            }
        }
    }

    private void cancel(ConnectorRow connector) {
        @Nullable UUID run = connector.activeRun;
        if (run != null) {
            var found = network.ask(instance -> instance.cancel(connector.id, run));
            coverage.reached(found == null ? "client: no answer" : "client: cancelled");
        }
    }

    private void change(String what, ConnectorRow connector, Consumer<ConnectorRow> change) {
        Boolean changed = network.ask(instance -> tables.in(() -> {
            change.accept(connector);
            return true;
        }));
        coverage.reached(changed == null ? "client: no answer" : what);
    }

    /** As the statement of the schedule does: while a run goes its end sees to it. */
    private static void replaceCredential(ConnectorRow row) {
        row.credentialVersion++;
        row.changed = row.activeRun != null;
        if (row.activeRun == null) {
            Standing standing = row.standing;
            row.standing = new Standing(
                    standing.state(),
                    standing.health(),
                    standing.reason(),
                    standing.everOnline(),
                    standing.transientFailures(),
                    new Cadence(
                            standing.state() == Standing.State.OFFLINE ? Cadence.Mode.PROBE : Cadence.Mode.SCHEDULED,
                            standing.cadence().pause()));
            row.nextRunAt = 0;
        }
    }
}
