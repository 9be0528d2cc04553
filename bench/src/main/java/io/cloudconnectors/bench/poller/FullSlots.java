package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.evidence.ProcessMemory;
import io.cloudconnectors.bench.evidence.ProcessorClock;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.poller.BareLoop.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * As many runs at once as there are slots, each of calls that take 200 ms: a poller, a bare loop on virtual threads, and the same
 * loop on a pool of platform threads. What they do a second, and what a run takes of heap and processors.
 */
final class FullSlots {
    private static final double GOAL = 0.8;
    private static final Duration CALL = Duration.ofMillis(200);
    /** So long that no run ends while memory is looked at. */
    private static final Duration LONG_CALL = Duration.ofSeconds(5);

    /** A thousand runs at once are more than the local stack's heap is for; all sides have the same. */
    private static final int HEAP_MEBIBYTES = 512;

    private static final int LOOKS = 3;
    private static final Duration FULL_LIMIT = Duration.ofMinutes(1);
    private static final double BUSY = 0.85;
    private static final double MEBIBYTE = 1024 * 1024;

    private static final String POLLER = "poller";
    private static final String BARE = "bare loop";
    private static final String PLATFORM = "platform threads";
    private static final String CLOUD = "cloud";

    private final Bed bed;
    private final PollerOptions options;
    private final DocsReport report;
    private final Notes notes;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();
    private final Map<String, Memory> memories = new LinkedHashMap<>();

    FullSlots(Bed bed, PollerOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    /** @param heaps live heap at full slots, each time it was looked at */
    private record Memory(long idleHeap, List<Long> heaps, long idleResident, long resident, int runs) {
        double heap() {
            return new Series(heaps.stream().map(Long::doubleValue).toList()).median();
        }

        double heapPerRun() {
            return (heap() - idleHeap) / runs;
        }

        double residentPerRun() {
            return (double) (resident - idleResident) / runs;
        }
    }

    void run() {
        int slots = options.runs();
        List<Account> accounts = bed.cloud().open(2 * slots, Bed.FEW);
        notes.tell(2 * slots + " accounts are there");
        try (var poller = new PollerSide(poller(slots), bed.runs(), bed.recording());
                var bare = BareProcess.start(bed, Threads.VIRTUAL, HEAP_MEBIBYTES, slots);
                var platform = BareProcess.start(bed, Threads.PLATFORM, HEAP_MEBIBYTES, slots)) {
            List<Contender> contenders = List.of(poller, bare, platform);
            notes.tell("warming up");
            contenders.forEach(contender -> contender.pass(accounts.subList(0, slots)));
            bed.cloud().slow(CALL);
            rounds(contenders, accounts);
            bed.cloud().hurry();
            for (Contender contender : contenders) {
                notes.tell("memory of " + contender.name());
                memories.put(contender.name(), memory(contender, accounts.subList(0, slots)));
            }
        }
        report();
    }

    private PollerProcess poller(int slots) {
        var settings = new HashMap<>(Bed.ONE_CALL_A_RUN);
        settings.put("POLLER_SLOTS_TOTAL", Integer.toString(slots));
        settings.put("POLLER_SLOTS_INTERACTIVE_RESERVED", "0");
        settings.put("POLLER_AWS_MAX_CONNECTIONS", Integer.toString(slots));
        return PollerProcess.start(bed, "poller-full", HEAP_MEBIBYTES, settings).awaitReady();
    }

    private void rounds(List<Contender> contenders, List<Account> accounts) {
        ProcessorClock clock = clock(contenders);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : round % 2 == 0 ? contenders.reversed() : contenders) {
                var before = clock.read();
                Turn turn = Turn.of(contender.pass(accounts), before, clock.read());
                turns.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(turn);
                notes.tell("round %d: %s: %.0f runs/s"
                        .formatted(round, contender.name(), turn.pass().runsPerSecond()));
            }
        }
    }

    private ProcessorClock clock(List<Contender> contenders) {
        var processes = new LinkedHashMap<String, ProcessHandle>();
        contenders.forEach(
                contender -> processes.put(contender.name(), contender.process().handle()));
        processes.put(CLOUD, bed.cloud().process().handle());
        processes.put("kafka", bed.kafka().process().handle());
        processes.put("bench", ProcessHandle.current());
        return new ProcessorClock(processes);
    }

    /** Each run waits in a call while it is looked at. */
    private Memory memory(Contender contender, List<Account> accounts) {
        var memory = new ProcessMemory(contender.process().handle());
        long idleHeap = memory.liveHeap();
        long idleResident = memory.resident();
        bed.cloud().slow(LONG_CALL);
        CompletableFuture<Pass> pass = CompletableFuture.supplyAsync(() -> contender.pass(accounts));
        contender.process().await(() -> pass.isDone() || contender.underWay() == accounts.size(), FULL_LIMIT);
        List<Long> heaps =
                IntStream.range(0, LOOKS).mapToObj(_ -> memory.liveHeap()).toList();
        long resident = memory.resident();
        bed.cloud().hurry();
        var _ = pass.join();
        return new Memory(idleHeap, heaps, idleResident, resident, accounts.size());
    }

    private Series series(String contender, ToDoubleFunction<Turn> figure) {
        return new Series(turns.getOrDefault(contender, List.of()).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    /** Round by round. */
    private static Series ratios(Series one, Series other) {
        return new Series(IntStream.range(0, one.values().size())
                .mapToObj(i -> one.values().get(i) / other.values().get(i))
                .toList());
    }

    private void report() {
        int calls = bed.recording().plan().size();
        report.heading("%d runs at once, of %d calls of %d ms each".formatted(options.runs(), calls, CALL.toMillis()));
        report.line(
                "| | runs/s, median (least - most) | calls/s | its processors | the simulated AWS's | Kafka's | others' |"
                        + " its processor ms for a run |");
        report.line("|---|---|---|---|---|---|---|---|");
        turns.keySet()
                .forEach(name -> report.add(
                        "| %s | %s | %s | %s | %s | %s | %s | %s |",
                        name,
                        series(name, turn -> turn.pass().runsPerSecond()).text(1),
                        series(name, turn -> turn.pass().callsPerSecond()).text(0),
                        series(name, turn -> turn.cores(name)).text(2),
                        series(name, turn -> turn.cores(CLOUD)).text(2),
                        series(name, turn -> turn.cores("kafka")).text(2),
                        series(name, turn -> turn.cores(ProcessorClock.OTHERS)).text(2),
                        series(name, turn -> turn.millisPerRun(name)).text(1)));
        report.line("");
        Series ratio = ratios(
                series(POLLER, turn -> turn.pass().runsPerSecond()),
                series(BARE, turn -> turn.pass().runsPerSecond()));
        report.line(Figures.goal("runs-of-bare-loop", ratio, ">=" + GOAL + "x", ratio.median() >= GOAL));
        report.line("");
        turns.keySet().forEach(name -> report.line(limit(name, options.runs() / (calls * CALL.toMillis() / 1e3))));
        again(calls);
        memory();
    }

    /** Of the bare loop the SDK does not tell. */
    private void again(int calls) {
        long again = turns.getOrDefault(POLLER, List.of()).stream()
                .map(Turn::pass)
                .mapToLong(pass -> pass.calls() - (long) calls * pass.runs())
                .sum();
        if (again > 0) {
            report.add("The poller made %d calls again.", again);
        }
    }

    /** @param most runs a second if nothing took time but the 200 ms */
    private String limit(String name, double most) {
        double busy = series(name, Turn::allCores).median();
        double all = Runtime.getRuntime().availableProcessors();
        String each = turns.getOrDefault(name, List.of()).getLast().cores().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        String limit = busy >= BUSY * all
                ? "the processors"
                : String.format(Locale.ROOT, "the calls, which alone would leave %.0f runs/s", most);
        return String.format(
                Locale.ROOT, "LIMIT %s: %s; %.1f of %.0f processors busy (%s)", name, limit, busy, all, each);
    }

    private void memory() {
        report.line("");
        report.line(
                "| with %d runs in a call | live heap idle, MiB | full, MiB | for a run, KiB | resident idle, MiB | full, MiB | for a run, KiB |"
                        .formatted(options.runs()));
        report.line("|---|---|---|---|---|---|---|");
        memories.forEach((name, memory) -> report.add(
                "| %s | %.0f | %.0f | %.1f | %.0f | %.0f | %.1f |",
                name,
                memory.idleHeap() / MEBIBYTE,
                memory.heap() / MEBIBYTE,
                memory.heapPerRun() / 1024,
                memory.idleResident() / MEBIBYTE,
                memory.resident() / MEBIBYTE,
                memory.residentPerRun() / 1024));
        report.line("");
        for (String name : List.of(POLLER, BARE)) {
            ofPlatformThreads("heap-for-a-run", name, Memory::heapPerRun);
            ofPlatformThreads("resident-for-a-run", name, Memory::residentPerRun);
            report.line(Figures.seen(
                    "processors-for-a-run " + name + "/" + PLATFORM,
                    ratios(
                            series(name, turn -> turn.millisPerRun(name)),
                            series(PLATFORM, turn -> turn.millisPerRun(PLATFORM))),
                    "x"));
        }
    }

    private void ofPlatformThreads(String figure, String name, ToDoubleFunction<Memory> of) {
        Map<String, Double> each = memories.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> of.applyAsDouble(entry.getValue())));
        report.line(Figures.seen(
                figure + " " + name + "/" + PLATFORM,
                new Series(List.of(each.getOrDefault(name, 0.0) / each.getOrDefault(PLATFORM, 0.0))),
                "x"));
    }
}
