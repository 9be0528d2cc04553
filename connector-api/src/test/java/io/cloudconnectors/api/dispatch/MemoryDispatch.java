package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.cloudconnectors.api.dispatch.RunQueueRepository.Started;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.loop.Loop;
import io.cloudconnectors.api.memory.ConnectorRow;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.RunRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.memory.Tables.Message;
import io.cloudconnectors.api.outcome.Cadence;
import io.cloudconnectors.api.outcome.Standing;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.history.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ports of the dispatch in memory. */
public final class MemoryDispatch implements Claims, Outbox, RunStarts {
    private final Tables tables;
    private final DispatchConfig config;

    public MemoryDispatch(Tables tables, DispatchConfig config) {
        this.tables = tables;
        this.config = config;
    }

    /** A relay that sends to these clients. */
    public OutboxRelay relay(KafkaClients clients) {
        return new OutboxRelay(clients, this);
    }

    /** What a dispatcher does in each round. */
    public Loop.Step dispatcher(OutboxRelay relay, MeterRegistry meters) {
        return new Dispatcher(this, relay, meters, 1)::tick;
    }

    /** What sends the messages that were left behind, in each round. */
    public Loop.Step sender(OutboxRelay relay) {
        return relay::sendLeftBehind;
    }

    /** Queues a MANUAL run as a client's request does; the message is the caller's to send. */
    public List<OutboxRow> runNow(UUID connector) {
        return start("acme", connector, null).map(Started::queued).stream()
                .map(RunQueueRepository.Message::row)
                .toList();
    }

    @Override
    public Claim claim(Instant from) {
        return tables.in(() -> {
            List<ConnectorRow> due = due(from.toEpochMilli());
            Instant reached = due.isEmpty() ? from : Instant.ofEpochMilli(due.getLast().nextRunAt);
            if (tables.has(Mutant.CLAIM_IN_TWO_STEPS) && !due.isEmpty()) {
                long sequence = due.getFirst().runSequence;
                tables.gap();
                due.getFirst().runSequence = sequence;
            }
            List<OutboxRow> messages = new ArrayList<>();
            int skipped = 0;
            for (ConnectorRow connector : due) {
                Optional<RunRow> run = claim(connector);
                if (run.isPresent()) {
                    messages.add(tables.message(run.get(), config.outboxClaim().toMillis()).row);
                } else if (triggered(connector) == RunTrigger.SCHEDULED) {
                    skipped++;
                }
            }
            return new Claim(messages, skipped, due.size() == config.batch(), reached);
        });
    }

    private List<ConnectorRow> due(long from) {
        long now = tables.now();
        List<ConnectorRow> due = new ArrayList<>(2);
        for (ConnectorRow connector : tables.connectors.values()) {
            if (connector.runnable && connector.nextRunAt <= now && connector.nextRunAt >= from) {
                due.add(connector);
            }
        }
        due.sort(Comparator.comparingLong(connector -> connector.nextRunAt));
        return due.size() > config.batch() ? due.subList(0, config.batch()) : due;
    }

    /** The run that is to be sent, if none was going. */
    private Optional<RunRow> claim(ConnectorRow connector) {
        RunTrigger trigger = triggered(connector);
        boolean onGrid = trigger == RunTrigger.SCHEDULED;
        boolean overlaps = connector.activeRun != null;
        long due = connector.nextRunAt;
        long now = tables.now();
        connector.nextRunAt = onGrid
                ? connector.nextSlot(now)
                : now + connector.standing.cadence().pause().toMillis();
        connector.changed = connector.changed && overlaps;
        long sequence = onGrid ? ++connector.runSequence : 0;
        if (overlaps && (!onGrid || tables.has(Mutant.SKIPPED_LEAVES_NO_RUN))) {
            return Optional.empty();
        }
        RunRow run = run(connector, trigger, sequence);
        if (onGrid) {
            tables.tell(new Event.PeriodClaimed(connector.id, run.id, sequence, due));
        }
        if (overlaps) {
            tables.end(run, RunState.SKIPPED);
            return Optional.empty();
        }
        connector.activeRun = run.id;
        return Optional.of(run);
    }

    private static RunTrigger triggered(ConnectorRow connector) {
        return switch (connector.standing.cadence().mode()) {
            case SCHEDULED -> RunTrigger.SCHEDULED;
            case RECHECK -> RunTrigger.RECHECK;
            case PROBE -> RunTrigger.PROBE;
        };
    }

    private RunRow run(ConnectorRow connector, RunTrigger trigger, long sequence) {
        return tables.run(
                connector,
                trigger,
                sequence,
                config.queueExpiry().toMillis(),
                Math.toIntExact(config.runBudget().toSeconds()));
    }

    @Override
    public List<OutboxRow> takeOver() {
        return tables.in(() -> {
            long now = tables.now();
            List<OutboxRow> lapsed = new ArrayList<>(2);
            if (tables.has(Mutant.OUTBOX_NEVER_TAKEN_OVER)) {
                return lapsed;
            }
            for (Message message : tables.outbox) {
                if (message.claimedUntil <= now && lapsed.size() < config.batch()) {
                    message.claimedUntil = now + config.outboxClaim().toMillis();
                    lapsed.add(message.row);
                }
            }
            return lapsed;
        });
    }

    @Override
    public boolean isFull() {
        return tables.in(() -> tables.outbox.size() >= config.outboxBound());
    }

    @Override
    public void delete(List<OutboxRow> sent) {
        var _ = tables.in(() -> tables.outbox.removeIf(message -> sent.contains(message.row)));
    }

    @Override
    public Optional<Started> start(String tenant, UUID connectorId, @Nullable UUID runId) {
        return tables.in(() -> {
            ConnectorRow connector = tables.connectors.get(connectorId);
            if (connector == null || connector.deleted) {
                return Optional.empty();
            }
            if (connector.activeRun != null) {
                return Optional.of(new Started(connector.activeRun, true, null));
            }
            connector.changed = false;
            RunRow run = run(connector, RunTrigger.MANUAL, 0);
            connector.activeRun = run.id;
            OutboxRow message = tables.message(run, config.outboxClaim().toMillis()).row;
            return Optional.of(new Started(null, true, new RunQueueRepository.Message(run.id, message)));
        });
    }

    @Override
    public Optional<RunState> cancel(String tenant, UUID connectorId, UUID runId) {
        return tables.in(() -> {
            RunRow run = tables.runs.get(runId);
            if (run == null || !run.connector.id.equals(connectorId)) {
                return Optional.empty();
            }
            RunState found = run.state;
            switch (found) {
                case QUEUED -> {
                    run.cancelRequestedAt = tables.now();
                    tables.end(run, RunState.CANCELLED);
                    free(run.connector, run);
                }
                case RUNNING -> {
                    if (run.cancelRequestedAt == RunRow.NEVER) {
                        run.cancelRequestedAt = tables.now();
                    }
                }
                case SUCCEEDED, PARTIAL, FAILED, CANCELLED, SKIPPED -> {}
            }
            return Optional.of(found);
        });
    }

    private void free(ConnectorRow connector, RunRow run) {
        if (!run.id.equals(connector.activeRun)) {
            return;
        }
        Standing standing = connector.standing;
        Cadence.Mode mode = standing.state() == Standing.State.OFFLINE
                ? Cadence.Mode.PROBE
                : connector.changed
                        ? Cadence.Mode.SCHEDULED
                        : standing.cadence().mode();
        connector.standing = new Standing(
                standing.state(),
                standing.health(),
                standing.reason(),
                standing.everOnline(),
                standing.transientFailures(),
                new Cadence(mode, standing.cadence().pause()));
        if (connector.changed) {
            connector.nextRunAt = tables.now();
        }
        connector.activeRun = null;
        connector.running = false;
        connector.changed = false;
    }
}
