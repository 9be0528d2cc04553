package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.evidence.ProcessMemory;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.plot.LineChart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One account of a hundredth, a tenth and all of the resources: how fast, and whether memory grows with it. */
final class LargeAccount {
    private static final double GOAL = 1.2;
    private static final int WARM_UP = 20;
    /** Of a call while the heap is looked at, so that there is something to look at. */
    private static final Duration CALL = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final double MEBIBYTE = 1024 * 1024;

    private final Bed bed;
    private final PollerOptions options;
    private final DocsReport report;
    private final Notes notes;
    private final Map<Integer, List<Seen>> all = new LinkedHashMap<>();

    LargeAccount(Bed bed, PollerOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    /**
     * One run of an account, and another in which the heap was looked at.
     *
     * @param resident how it went, in MiB over seconds
     */
    private record Seen(double perSecond, long peakResident, long peakHeap, List<LineChart.Point> resident) {}

    void run() {
        List<Account> few = bed.cloud().open(WARM_UP, Bed.FEW);
        for (int size : options.sizes()) {
            Account account = bed.cloud().open(1, size).getFirst();
            for (int round = 1; round <= options.rounds(); round++) {
                Seen seen = look(account, few);
                all.computeIfAbsent(size, _ -> new ArrayList<>()).add(seen);
                notes.tell("%d resources: %.0f/s, %.0f MiB resident at most, %.0f MiB of live heap"
                        .formatted(size, seen.perSecond(), seen.peakResident() / MEBIBYTE, seen.peakHeap() / MEBIBYTE));
            }
            bed.cloud().close(account);
        }
        report();
    }

    /** In a process of its own, for a heap that has grown stays. */
    private Seen look(Account account, List<Account> few) {
        try (PollerProcess poller = bed.poller("poller-account", Map.of()).awaitReady()) {
            var memory = new ProcessMemory(poller.process().handle());
            var _ = bed.runs().all(few, bed.recording()::assets);
            memory.forgetPeak();
            List<LineChart.Point> resident = new ArrayList<>();
            long begin = System.nanoTime();
            Run run = send(account);
            while (!run.end().isDone()) {
                resident.add(new LineChart.Point((System.nanoTime() - begin) / 1e9, memory.resident() / MEBIBYTE));
                sleep();
            }
            Wave wave = bed.runs().through(List.of(run));
            long peak = memory.peak();
            return new Seen(wave.assets() / wave.seconds(), peak, liveHeap(account, memory), resident);
        }
    }

    private long liveHeap(Account account, ProcessMemory memory) {
        bed.cloud().slow(CALL);
        Run run = send(account);
        long most = 0;
        while (!run.end().isDone()) {
            most = Math.max(most, memory.liveHeap());
            sleep();
        }
        bed.cloud().hurry();
        var _ = bed.runs().through(List.of(run));
        return most;
    }

    private Run send(Account account) {
        return bed.runs().send(account, OptionalInt.of(bed.recording().assets(account)));
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private Series series(int size, ToDoubleFunction<Seen> figure) {
        return new Series(all.getOrDefault(size, List.of()).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private void report() {
        report.heading("One account");
        report.line(
                "| resources | resources/s, median (least - most) | resident at most, MiB | live heap at most, MiB |");
        report.line("|---|---|---|---|");
        for (int size : all.keySet()) {
            report.add(
                    "| %d | %s | %s | %s |",
                    size,
                    series(size, Seen::perSecond).text(0),
                    series(size, seen -> seen.peakResident() / MEBIBYTE).text(0),
                    series(size, seen -> seen.peakHeap() / MEBIBYTE).text(1));
        }
        report.line("");
        Series resident = growth(Seen::peakResident);
        report.line(Figures.goal(
                "memory-of-ten-times-the-resources", resident, "<=" + GOAL + "x", resident.median() <= GOAL));
        report.line(Figures.seen("live-heap-of-ten-times-the-resources", growth(Seen::peakHeap), "x"));
        report.plot(
                "memory",
                new LineChart(
                        "Resident memory of a poller during one run",
                        "MiB",
                        all.entrySet().stream()
                                .map(entry -> new LineChart.Line(
                                        String.format(Locale.ROOT, "%,d resources", entry.getKey()),
                                        entry.getValue().getLast().resident()))
                                .toList(),
                        List.of()));
    }

    /** From a tenth of the resources to all, round by round. */
    private Series growth(ToDoubleFunction<Seen> figure) {
        List<Double> tenth = series(options.sizes().get(1), figure).values();
        List<Double> whole = series(options.sizes().getLast(), figure).values();
        return new Series(IntStream.range(0, tenth.size())
                .mapToObj(i -> whole.get(i) / tenth.get(i))
                .toList());
    }
}
