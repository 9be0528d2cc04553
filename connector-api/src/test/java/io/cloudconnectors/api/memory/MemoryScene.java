package io.cloudconnectors.api.memory;

import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.inventory.MemoryInventory;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In memory; time stands still. */
public final class MemoryScene implements Scene {
    private static final long NOW = Duration.ofDays(20_000).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    public final Tables tables = new Tables(() -> NOW, _ -> {}, null);
    public final MemoryInventory inventory = new MemoryInventory(tables);

    @Override
    public UUID connector() {
        ConnectorRow made = tables.connector(tables.newConnectorId(), HOUR, 4711);
        made.nextRunAt = NOW + HOUR;
        return made.id;
    }

    @Override
    public void due(UUID connector) {
        row(connector).nextRunAt = NOW - Duration.ofMinutes(1).toMillis();
    }

    @Override
    public UUID queuedRun(UUID connector) {
        ConnectorRow row = row(connector);
        RunRow run =
                tables.run(row, RunTrigger.SCHEDULED, 1, Duration.ofMinutes(10).toMillis(), 3600);
        row.activeRun = run.id;
        return run.id;
    }

    @Override
    public Origin leased(UUID run, int attempt) {
        RunRow row = run(run);
        row.state = RunState.RUNNING;
        row.attempt = attempt;
        row.epoch = ++row.connector.epoch;
        row.leaseExpiresAt = NOW + Duration.ofSeconds(90).toMillis();
        row.deadlineAt = NOW + HOUR;
        inventory.raise(row.connector.id, row.epoch, "acme", Provider.AWS);
        return new Origin(run, attempt, row.epoch, row.connector.id, "acme");
    }

    @Override
    public void lapse(UUID run) {
        run(run).leaseExpiresAt = NOW - 1000;
    }

    @Override
    public void passDeadline(UUID run) {
        run(run).deadlineAt = NOW - 1000;
    }

    @Override
    public void askToCancel(UUID run) {
        run(run).cancelRequestedAt = NOW;
    }

    @Override
    public void expireInQueue(UUID run) {
        run(run).queueExpiresAt = NOW;
    }

    @Override
    public void waited(UUID run, Duration forSoLong, Duration sinceSent) {
        RunRow row = run(run);
        row.waitsSince = NOW - forSoLong.toMillis();
        row.sentAt = NOW - sinceSent.toMillis();
    }

    @Override
    public void letPass(UUID run, Duration time) {
        RunRow row = run(run);
        row.waitsSince -= time.toMillis();
        row.sentAt -= time.toMillis();
    }

    @Override
    public void loseMessages() {
        tables.outbox.clear();
    }

    @Override
    public void lapseOutbox() {
        tables.outbox.forEach(message -> message.claimedUntil = NOW);
    }

    @Override
    public String state(UUID run) {
        return run(run).state.name();
    }

    @Override
    public List<String> states(UUID connector) {
        return tables.runs.values().stream()
                .filter(run -> run.connector.id.equals(connector))
                .sorted((one, other) -> one.id.compareTo(other.id))
                .map(run -> run.state.name())
                .toList();
    }

    @Override
    public @Nullable UUID activeRun(UUID connector) {
        return row(connector).activeRun;
    }

    @Override
    public RunRequest request(OutboxRow message) {
        return tables.request(message.payload());
    }

    private ConnectorRow row(UUID connector) {
        return tables.connectors.get(connector);
    }

    private RunRow run(UUID run) {
        return tables.runs.get(run);
    }
}
