package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.DispatchBenchmark.BenchFailedException;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Gate;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Supply;
import io.cloudconnectors.bench.evidence.ProcessMemory;
import io.cloudconnectors.bench.evidence.ProcessorClock;
import io.cloudconnectors.bench.evidence.ServerRepository;
import io.cloudconnectors.bench.evidence.WaitSampler;
import io.cloudconnectors.bench.peer.PeerProcess;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all measures stand on: PostgreSQL and Kafka as they run, and who looks at them. */
final class Bed implements AutoCloseable {
    /** Of the contender's processes, in the figures. */
    static final String CONTENDER = "contender";

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(3);

    private final Stack stack;
    private final List<String> jvmOptions;
    private final ScheduleRepository schedule;
    private final ServerRepository server;
    private final Tap tap;

    private Bed(Stack stack, ScheduleRepository schedule, ServerRepository server, Tap tap) {
        this.stack = stack;
        this.jvmOptions = PeerProcess.optionsOf(stack.process("connector-api").pid());
        this.schedule = schedule;
        this.server = server;
        this.tap = tap;
    }

    /** The connectors are there; connector-api is stopped, for each measure starts what it needs. */
    static Bed of(Stack stack, int instances) throws SQLException {
        var superuser = stack.superuser(Database.CONNECTORS);
        var bed = new Bed(
                stack,
                ScheduleRepository.connect(superuser),
                ServerRepository.connect(superuser),
                new Tap(stack.kafka()));
        for (int i = 1; i <= instances; i++) {
            stack.process(i == 1 ? "connector-api" : "connector-api-" + i).stop();
        }
        bed.tap.prepare(
                List.of(Contender.Raw.PROGRAM.topic(), Contender.DbScheduler.PROGRAM.topic()),
                List.of(Topics.RUNS_SCHEDULED));
        bed.schedule.prepare();
        return bed;
    }

    Stack stack() {
        return stack;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    ScheduleRepository schedule() {
        return schedule;
    }

    Tap tap() {
        return tap;
    }

    Contender.Running start(Contender contender) throws SQLException {
        schedule.clear();
        return contender.start(stack, jvmOptions);
    }

    /** Lets it dispatch some rows that are not measured. */
    void warmUp(Contender contender, int rows) throws SQLException {
        tap.begin(contender.topic());
        try (Gate gate = schedule.load(new Load(contender.layout(), Supply.LONG_OVERDUE, rows, 0, 1))) {
            gate.open();
            var curve = watch(contender, point -> point.count() >= rows || point.seconds() > WARM_UP_LIMIT.toSeconds());
            if (curve.count() < rows) {
                throw new BenchFailedException("%s dispatched %d of %d rows to warm up in %s"
                        .formatted(contender.name(), curve.count(), rows, WARM_UP_LIMIT));
            }
        }
    }

    /** Looks at each point of a curve; whether it is the last. */
    @FunctionalInterface
    interface Enough {
        boolean test(Curve.Point point) throws SQLException;
    }

    /** Counts what reaches Kafka from now on, until it is enough. */
    Curve watch(Contender contender, Enough enough) throws SQLException {
        long begin = System.nanoTime();
        List<Curve.Point> points = new ArrayList<>(List.of(new Curve.Point(0, 0)));
        while (!enough.test(points.getLast())) {
            sleep();
            double seconds = (System.nanoTime() - begin) / 1e9;
            points.add(new Curve.Point(seconds, tap.count(contender.topic())));
        }
        return new Curve(points);
    }

    /** Opens the gate and watches, with all evidence. The caller counts from before the gate. */
    Window window(Contender contender, Contender.Running running, Gate gate, Enough enough) throws SQLException {
        ProcessorClock clock = clock(running);
        var before = clock.read();
        var sampler = WaitSampler.start(server);
        Curve curve;
        Map<String, Double> cores;
        try (sampler) {
            gate.open();
            curve = watch(contender, enough);
            cores = sum(clock.read().coresSince(before));
        }
        return new Window(curve, cores, peak(running), sampler.averages());
    }

    static void sleep() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("Interrupted", e);
        }
    }

    ProcessorClock clock(Contender.Running running) {
        var processes = new LinkedHashMap<String, ProcessHandle>();
        for (ProcessHandle handle : running.processes()) {
            processes.put(CONTENDER + processes.size(), handle);
        }
        processes.put("postgres", handle("postgres"));
        processes.put("kafka", handle("kafka"));
        processes.put("bench", ProcessHandle.current());
        return new ProcessorClock(processes);
    }

    /** The contender's processes as one. */
    static Map<String, Double> sum(Map<String, Double> cores) {
        var sums = new LinkedHashMap<String, Double>();
        cores.forEach((name, value) -> sums.merge(name.startsWith(CONTENDER) ? CONTENDER : name, value, Double::sum));
        return sums;
    }

    static long peak(Contender.Running running) {
        return running.processes().stream()
                .mapToLong(process -> new ProcessMemory(process).peak())
                .sum();
    }

    private ProcessHandle handle(String process) {
        return ProcessHandle.of(stack.process(process).pid()).orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        tap.close();
        server.close();
        schedule.close();
    }
}
