package io.cloudconnectors.api.memory;

import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.Cadence;
import io.cloudconnectors.api.outcome.Standing;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.history.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tables of the main database. One transaction at a time, on one thread. */
public final class Tables {
    private static final RunSettings SETTINGS =
            new RunSettings(new RunSettings.Aws("111122223333", "aws", List.of("eu-central-1")), null, null);
    private static final long CONNECTOR_IDS = 0xC000L << 48;
    private static final long RUN_IDS = 0xA000L << 48;

    public final Map<UUID, ConnectorRow> connectors = new LinkedHashMap<>();
    public final Map<UUID, RunRow> runs = new HashMap<>();
    /** Those that are QUEUED or RUNNING, oldest first. */
    public final List<RunRow> openRuns = new ArrayList<>();

    public final List<Message> outbox = new ArrayList<>();

    private final LongSupplier clock;
    private final Consumer<Event> history;
    private final @Nullable Mutant mutant;
    private final List<RunRequest> sent = new ArrayList<>();
    private Line line = Line.IDEAL;
    private long ids;

    /**
     * @param clock the database's, in milliseconds
     * @param history is told what takes effect
     * @param mutant the fault that is built in
     */
    public Tables(LongSupplier clock, Consumer<Event> history, @Nullable Mutant mutant) {
        this.clock = clock;
        this.history = history;
        this.mutant = mutant;
    }

    /** Puts a line between the adapters and the tables. */
    public void line(Line between) {
        line = between;
    }

    /** Does a transaction. */
    public <T> T in(Supplier<T> transaction) {
        line.ask();
        T result = transaction.get();
        line.answer();
        return result;
    }

    /** Lets others come in between, where there should be one transaction. */
    public void gap() {
        line.ask();
    }

    public long now() {
        return clock.getAsLong();
    }

    public boolean has(Mutant one) {
        return mutant == one;
    }

    public void tell(Event event) {
        history.accept(event);
    }

    /** The id of a connector that is not there yet. */
    public UUID newConnectorId() {
        return new UUID(CONNECTOR_IDS, ++ids);
    }

    /** A connector that awaits its first run, on its grid from now on. */
    public ConnectorRow connector(UUID id, long frequency, int slot) {
        var standing = new Standing(Standing.State.PENDING, ConnectorHealth.OK, null, false, 0, Cadence.GRID);
        var made = new ConnectorRow(id, frequency, slot, standing);
        made.nextRunAt = now();
        connectors.put(id, made);
        return made;
    }

    /** A run without a message. */
    public RunRow run(ConnectorRow connector, RunTrigger trigger, long sequence, long queueExpiry, int budgetSeconds) {
        long now = now();
        var made = new RunRow(new UUID(RUN_IDS, ++ids), connector, trigger, sequence, now, budgetSeconds);
        made.sentAt = now;
        made.queueExpiresAt = now + queueExpiry;
        runs.put(made.id, made);
        openRuns.add(made);
        return made;
    }

    /** Moves a run to its final state and tells it; what follows for its connector is the caller's. */
    public void end(RunRow run, RunState state) {
        run.state = state;
        openRuns.remove(run);
        tell(new Event.RunEnded(run.connector.id, run.id, run.epoch, Event.End.valueOf(state.name())));
    }

    /** Puts the message that asks for a run's attempt into the outbox. */
    public Message message(RunRow run, long claim) {
        var request = new RunRequest(
                run.id,
                run.attempt,
                run.connector.id,
                "acme",
                Provider.AWS,
                run.trigger,
                SETTINGS,
                new CredentialReference(run.connector.credential, run.credentialVersion),
                Instant.ofEpochMilli(run.queueExpiresAt),
                run.budgetSeconds);
        int number = sent.size();
        sent.add(request);
        var row = new OutboxRow(number, run.trigger.topic(), run.connector.id.toString(), Integer.toString(number));
        var message = new Message(row, run.id, now() + claim);
        if (!has(Mutant.OUTBOX_DELETED_BEFORE_SEND)) {
            outbox.add(message);
        }
        tell(new Event.MessageCommitted(run.id, run.attempt));
        return message;
    }

    /** What a message says. */
    public RunRequest request(String payload) {
        return sent.get(Integer.parseInt(payload));
    }

    /** A row of the outbox. */
    public static final class Message {
        public final OutboxRow row;
        public final UUID run;
        public long claimedUntil;

        Message(OutboxRow row, UUID run, long claimedUntil) {
            this.row = row;
            this.run = run;
            this.claimedUntil = claimedUntil;
        }
    }
}
