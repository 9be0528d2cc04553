package io.cloudconnectors.simulation;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.lease.MemoryLeases.Keeper;
import io.cloudconnectors.api.loop.Loop;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.result.MemorySliceResults.Intake;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.cloudconnectors.api.runtoken.RunTokens;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An instance of connector-api: its own dispatcher, sweeper, lease keeper and intake, as at each start. */
public final class Instance {
    private static final RunTokens TOKENS = RunTokenFixture.unsigned();
    private static final int BATCH = 6;
    private static final long IDLE = 60_000;
    private static final long SHORTEST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 30_000;

    private final Node node;
    private final Scheduler scheduler;
    private final Weather weather;
    private final Platform platform;
    private final Broker broker;
    private final KafkaClients clients;
    private final Coverage coverage;
    private OutboxRelay relay;
    private Keeper keeper;

    Instance(
            int number,
            Scheduler scheduler,
            Weather weather,
            Platform platform,
            Broker broker,
            KafkaClients clients,
            Coverage coverage) {
        this.node = new Node(number, scheduler, this::start);
        this.scheduler = scheduler;
        this.weather = weather;
        this.platform = platform;
        this.broker = broker;
        this.clients = clients;
        this.coverage = coverage;
    }

    Node node() {
        return node;
    }

    private void start() {
        relay = platform.dispatch().relay(clients);
        keeper = platform.leases().keeper(platform.inventory(), TOKENS, coverage);
        Intake intake = platform.slices().intake(platform.inventory(), platform.ends(), node, coverage);
        Loop.Step dispatch = platform.dispatch().dispatcher(relay, coverage);
        loop(Platform.TICK, () -> {
            if (platform.tables().outbox.size() >= Platform.OUTBOX_BOUND) {
                coverage.reached("the outbox is full");
            }
            dispatch.run();
        });
        loop(Platform.TICK, platform.dispatch().sender(relay));
        loop(Platform.SWEEP, platform.leases().sweeper(platform.ends(), relay, node, coverage));
        var _ = scheduler.spawn(node, weather.latency(), () -> takeIn(intake));
    }

    /** As {@link Loop} does it. */
    private void loop(Duration pause, Loop.Step step) {
        var _ = scheduler.spawn(node, weather.latency(), () -> {
            long next = pause.toMillis();
            while (true) {
                try {
                    step.run();
                    next = pause.toMillis();
                } catch (RuntimeException e) {
                    coverage.reached("a loop's round failed");
                    next = Math.min(Math.max(2 * next, pause.toMillis()), LONGEST_PAUSE);
                }
                scheduler.sleep(next);
            }
        });
    }

    /** As the consumer of results does it. */
    private void takeIn(Intake intake) {
        long pause = SHORTEST_PAUSE;
        while (true) {
            Topic.Batch<ResultEvent> batch = broker.results.poll(node, BATCH);
            if (batch == null) {
                broker.results.await(IDLE);
                continue;
            }
            int records = batch.records().size();
            try {
                List<ResultEvent> events = new ArrayList<>(batch.records());
                events.removeIf(event -> event instanceof SliceChunk && isPoison());
                intake.take(events);
                broker.results.commit(node, batch, records);
                pause = SHORTEST_PAUSE;
            } catch (RuntimeException e) {
                coverage.reached("a batch of results is taken in again");
                scheduler.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
    }

    /** What the database cannot hold is put aside. */
    private boolean isPoison() {
        return weather.loses() && weather.loses();
    }

    /** A poller asks for a lease. */
    public Optional<LeaseGrant> lease(RunRequest request, String poller) {
        Optional<LeaseGrant> granted = keeper.lease(request.runId(), request.attempt(), poller);
        granted.ifPresent(
                grant -> platform.tables().tell(new Event.LeaseAnswered(request.connectorId(), grant.epoch())));
        return granted;
    }

    /** A poller sends a heartbeat. */
    public HeartbeatAnswer heartbeat(UUID run, int attempt, long epoch) {
        return keeper.heartbeat(run, attempt, epoch);
    }

    /** A client creates a connector. */
    UUID create(long slot) {
        Tables tables = platform.tables();
        UUID id = tables.newConnectorId();
        if (tables.has(Mutant.CREATE_ACKNOWLEDGED_FIRST)) {
            tables.tell(new Event.CreateAcknowledged(id));
        }
        var made = tables.in(() -> tables.connector(id, Platform.PERIOD.toMillis(), (int) slot));
        tables.tell(new Event.CreateAcknowledged(made.id));
        return id;
    }

    /** A client starts a run; it is sent behind the answer. */
    boolean runNow(UUID connector) {
        List<OutboxRow> message = platform.dispatch().runNow(connector);
        var _ = scheduler.spawn(node, 1, () -> {
            try {
                relay.send(message);
            } catch (RuntimeException e) {
                coverage.reached("a manual run waits in the outbox");
            }
        });
        return !message.isEmpty();
    }

    /** A client cancels a run. */
    Optional<RunState> cancel(UUID connector, UUID run) {
        return platform.dispatch().cancel("acme", connector, run);
    }
}
