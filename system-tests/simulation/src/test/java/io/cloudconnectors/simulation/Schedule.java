package io.cloudconnectors.simulation;

import io.cloudconnectors.api.kafka.KafkaClientsOf;
import io.cloudconnectors.api.memory.ConnectorRow;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.RunRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.history.Checker;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.history.Violation;
import io.cloudconnectors.poller.run.SimulatedPoller;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** All that follows from one seed: a system, what its clients ask of it and what befalls it, and what came of that. */
final class Schedule {
    private static final long TROUBLE = 400_000;
    private static final long LOOK_AGAIN = 20_000;
    /** A resent message may be as far apart from the first as trouble lasted, and then a lease lapse after a sweeper's start. */
    private static final long RECOVERY = 1_500_000;

    private static final long LAST_RUNS = 320_000;
    /** A sweeper that was in trouble waits for one lease; then it finds what has lapsed in its next round. */
    private static final long SLACK = 2 * Platform.LEASE.toMillis() + 2 * Platform.SWEEP.toMillis() + 30_000;

    /** The services log every fault as if it were a real one. */
    private static final Logger SERVICES = Logger.getLogger("io.cloudconnectors");

    static {
        SERVICES.setLevel(Level.OFF);
    }

    private final Coverage coverage;
    private final @Nullable Consumer<Event> witness;
    private final Checker checker = new Checker(SLACK);
    private final Tables tables;
    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Cloud cloud;
    private final Clients clients;
    private final List<Node> nodes = new ArrayList<>();

    private Schedule(long seed, @Nullable Mutant mutant, Coverage coverage, @Nullable Consumer<Event> witness) {
        this.coverage = coverage;
        this.witness = witness;
        var random = new SplittableRandom(seed);
        this.scheduler = new Scheduler(random.split());
        var weather = new Weather(scheduler, random.split());
        this.tables = new Tables(scheduler::now, this::tell, mutant);
        tables.line(weather);
        List<Node> pollers = new ArrayList<>();
        List<Node> instanceNodes = new ArrayList<>();
        var broker = new Broker(scheduler, weather, random.split(), tables, new Broker.Members(pollers, instanceNodes));
        var platform = Platform.on(tables);
        var kafka = new KafkaClientsOf(broker.producer());
        List<Instance> instances = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            var instance = new Instance(i, scheduler, weather, platform, broker, kafka, coverage);
            instances.add(instance);
            instanceNodes.add(instance.node());
        }
        var network = new Network(scheduler, weather, random.split(), instances);
        this.cloud = new Cloud(random.split(), broker::send, tables);
        var with = new SimulatedPoller.With(scheduler, network, cloud, coverage);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            pollers.add(poller(10 + i, broker, with));
        }
        nodes.addAll(instanceNodes);
        nodes.addAll(pollers);
        this.chaos = new Chaos(scheduler, random.split(), nodes, weather, broker, coverage);
        this.clients = new Clients(scheduler, random.split(), network, tables, cloud, coverage);
    }

    private Node poller(int number, Broker broker, SimulatedPoller.With with) {
        var holder = new SimulatedPoller[1];
        var node = new Node(number, scheduler, () -> holder[0].start(broker.interactive, broker.scheduled));
        holder[0] = new SimulatedPoller(node, with);
        return node;
    }

    /** What came of a seed. */
    record Result(List<Violation> violations, long steps) {}

    /** Lives through a schedule from its beginning to the end of its recovery. */
    static Result of(long seed, @Nullable Mutant mutant, Coverage coverage, @Nullable Consumer<Event> witness) {
        var schedule = new Schedule(seed, mutant, coverage, witness);
        schedule.live();
        return new Result(schedule.checker.violations(), schedule.scheduler.steps());
    }

    private void live() {
        nodes.forEach(Node::start);
        clients.during(TROUBLE);
        chaos.during(TROUBLE);
        scheduler.runUntil(scheduler.now() + TROUBLE);
        recover();
    }

    /** Everything is repaired and nothing more falls due: soon nothing is open, and then all can run once more. */
    private void recover() {
        chaos.end();
        cloud.clearUp();
        tables.connectors.values().forEach(connector -> connector.runnable = false);
        long repaired = scheduler.now();
        rest(repaired, RECOVERY);
        clients.runAll();
        long asked = scheduler.now();
        scheduler.runUntil(asked + LOOK_AGAIN);
        rest(asked, LAST_RUNS);
        for (ConnectorRow connector : tables.connectors.values()) {
            tell(new Event.ConnectorRead(connector.id));
        }
        tell(new Event.Recovered());
    }

    private void rest(long since, long most) {
        while (scheduler.now() < since + most && !(tables.openRuns.isEmpty() && tables.outbox.isEmpty())) {
            scheduler.runUntil(scheduler.now() + LOOK_AGAIN);
            for (RunRow run : tables.openRuns) {
                if (run.state == RunState.RUNNING) {
                    tell(new Event.RunOpen(run.id, Math.max(since, run.leaseExpiresAt), scheduler.now()));
                }
            }
        }
        for (RunRow run : tables.openRuns) {
            tell(new Event.RunOpen(run.id, since, scheduler.now()));
        }
    }

    private void tell(Event event) {
        checker.accept(event);
        reached(event);
        if (witness != null) {
            witness.accept(event);
        }
    }

    private void reached(Event event) {
        switch (event) {
            case Event.Leased _ -> coverage.reached("run: QUEUED -> RUNNING");
            case Event.MessageCommitted(var run, var attempt) -> {
                RunRow row = tables.runs.get(run);
                if (attempt > 1 && row != null && row.sentAt == scheduler.now()) {
                    coverage.reached("run: RUNNING -> QUEUED, or sent again");
                } else if (row != null && row.createdAt < scheduler.now()) {
                    coverage.reached("run: sent again");
                }
            }
            case Event.RunEnded(var _, var run, var _, var end) -> ended(tables.runs.get(run), end);
            case Event.CreateAcknowledged _,
                    Event.ConnectorRead _,
                    Event.PeriodClaimed _,
                    Event.MessageInKafka _,
                    Event.LeaseAnswered _,
                    Event.SliceLooked _,
                    Event.SliceMerged _,
                    Event.ReportTaken _,
                    Event.RunOpen _,
                    Event.SliceRead _,
                    Event.CloudChanging _,
                    Event.CloudHolds _,
                    Event.AccountSeen _,
                    Event.InventoryRead _,
                    Event.SliceBlind _,
                    Event.RunJudged _,
                    Event.Stands _,
                    Event.SecretFound _,
                    Event.Fault _,
                    Event.Recovered _ -> {}
        }
    }

    private void ended(RunRow run, Event.End end) {
        boolean neverLeased = run.leaseExpiresAt == RunRow.NEVER;
        coverage.reached(
                switch (end) {
                    case SUCCEEDED -> "run: RUNNING -> SUCCEEDED";
                    case PARTIAL -> "run: RUNNING -> PARTIAL";
                    case FAILED -> "run: RUNNING -> FAILED";
                    case CANCELLED -> neverLeased ? "run: QUEUED -> CANCELLED" : "run: RUNNING -> CANCELLED";
                    case SKIPPED -> "run: SKIPPED";
                });
    }
}
