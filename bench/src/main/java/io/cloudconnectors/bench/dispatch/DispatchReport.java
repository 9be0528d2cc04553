package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.plot.MeasuredPage;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables, plots and a line for each goal. */
final class DispatchReport {
    private static final double SHOWN = 0.05;
    private static final double STRETCH_SECONDS = 1;

    private final DispatchOptions options;
    private final PrintStream out;
    private final List<String> text = new ArrayList<>();
    private final Map<String, String> plots = new LinkedHashMap<>();

    DispatchReport(DispatchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        add(
                "`--rows %d --seconds %d --rounds %d`, %d processors, PostgreSQL with fsync on.",
                options.rows(),
                options.length().toSeconds(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors());
    }

    void throughput(Map<Contender, List<Window>> windows) {
        add("");
        add("### Dispatches a second");
        add(
                "| | instances | dispatches/s, median (least - most) | its processors | PostgreSQL's | Kafka's | others' | its memory, MiB |");
        add("|---|---|---|---|---|---|---|---|");
        windows.forEach((contender, all) -> add(
                "| %s | %d | %s | %s | %s | %s | %s | %s |",
                contender.name(),
                contender.instances(),
                series(all, window -> window.curve().perSecond()).text(0),
                cores(all, Bed.CONTENDER),
                cores(all, "postgres"),
                cores(all, "kafka"),
                cores(all, "others"),
                series(all, window -> window.peakBytes() / 1048576.0).text(0)));
        add("");
        for (int instances = 1; instances <= 2; instances++) {
            goal("throughput-of-raw-x" + instances, ratios(windows, "raw", instances), 0.8);
            goal("throughput-of-raw-with-runs-x" + instances, ratios(windows, "raw with runs", instances), 0);
            goal("throughput-of-db-scheduler-x" + instances, ratios(windows, "db-scheduler", instances), 4);
        }
        windows.forEach((contender, all) -> {
            if (contender.instances() == 1) {
                add("- %s waits, sessions on average: %s", contender.name(), waits(all.getLast()));
            }
        });
        plot(
                "throughput",
                "Dispatches a second, one instance",
                windows.entrySet().stream()
                        .filter(entry -> entry.getKey().instances() == 1)
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().name(),
                                entry -> entry.getValue().getLast().curve(),
                                (one, _) -> one,
                                LinkedHashMap::new)),
                List.of());
    }

    void punctuality(Punctuality.Result result) {
        var lateness = result.lateness();
        add("");
        add("### From due to Kafka at 3,300 due a second");
        add("| messages | p50 ms | p99 ms | most ms | processors of connector-api | of PostgreSQL | its memory, MiB |");
        add("|---|---|---|---|---|---|---|");
        add(
                "| %d | %.0f | %.0f | %.0f | %.2f | %.2f | %d |",
                lateness.messages(),
                lateness.p50(),
                lateness.p99(),
                lateness.most(),
                result.window().contenderCores(),
                result.window().cores().getOrDefault("postgres", 0.0),
                result.window().peakBytes() >> 20);
        add("");
        add("GOAL due-to-kafka-p99 %.0fms <=1000ms %s", lateness.p99(), met(lateness.p99() <= 1_000));
    }

    void drain(Map<Contender, List<Drain.Result>> results) {
        add("");
        add("### All overdue at once, two instances");
        add("| | drained/s, median (least - most) | each once | its processors | its memory, MiB |");
        add("|---|---|---|---|---|");
        results.forEach((contender, all) -> add(
                "| %s | %s | %s | %s | %s |",
                contender.name(),
                series(all, result -> result.window().curve().perSecond()).text(0),
                all.stream().allMatch(result -> result.once().holds())
                        ? "yes"
                        : "NO: " + all.getLast().once(),
                series(all, result -> result.window().contenderCores()).text(2),
                series(all, result -> result.window().peakBytes() / 1048576.0).text(0)));
        add("");
        goal("drain-of-raw", ratio(drained(results, "connector-api"), drained(results, "raw")), 0.6);
        boolean once = results.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof Contender.Product)
                .flatMap(entry -> entry.getValue().stream())
                .allMatch(result -> result.once().holds());
        add("GOAL drained-exactly-once %s", met(once));
        plot(
                "drain",
                "All overdue at once, two instances",
                curves(results, result -> result.window().curve()),
                List.of());
    }

    void xmin(Map<Contender, Curve> curves, Duration window) {
        var phases = HeldHorizon.Phases.of(options);
        List<String> goals = new ArrayList<>();
        add("");
        add("### While another transaction holds the horizon for %d s", window.toSeconds());
        add("| | before, /s | held, /s | of before | second half of held, of before | after, /s | of before |");
        add("|---|---|---|---|---|---|---|");
        curves.forEach((contender, curve) -> {
            double before = curve.perSecond(0, phases.hold());
            double held = curve.perSecond(phases.hold(), phases.release());
            double late = curve.perSecond((phases.hold() + phases.release()) / 2, phases.release());
            double after = curve.perSecond(phases.release(), phases.end());
            add(
                    "| %s | %.0f | %.0f | %.2f | %.2f | %.0f | %.2f |",
                    contender.name(), before, held, held / before, late / before, after, after / before);
            if (contender instanceof Contender.Product) {
                goals.add(String.format(
                        Locale.ROOT,
                        "GOAL xmin-held %.2fx >=0.5x (stretch) %s",
                        held / before,
                        met(held >= before / 2)));
                goals.add(String.format(
                        Locale.ROOT, "GOAL xmin-released %.2fx >=0.9x %s", after / before, met(after >= 0.9 * before)));
            }
        });
        add("");
        text.addAll(goals);
        plot(
                "xmin",
                "Dispatches a second while another transaction holds the horizon",
                curves.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().name(),
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new)),
                List.of(new LineChart.Band("held", phases.hold(), phases.release())));
    }

    void results(List<ResultsIn.Result> results) {
        add("");
        add("### Results into the inventory");
        add(
                "| assets | number | assets/s | raw COPY + MERGE, assets/s | processors of connector-api | of PostgreSQL | its memory, MiB |");
        add("|---|---|---|---|---|---|---|");
        results.forEach(result -> add(
                "| %s | %d | %.0f | %.0f | %.2f | %.2f | %d |",
                result.phase().text(),
                result.assets(),
                result.perSecond(),
                result.peerPerSecond(),
                result.cores().getOrDefault(Bed.CONTENDER, 0.0),
                result.cores().getOrDefault("postgres", 0.0),
                result.peakBytes() >> 20));
        add("");
        for (var result : results) {
            if (result.phase() != ResultsIn.Phase.UNCHANGED) {
                double ratio = result.perSecond() / result.peerPerSecond();
                add("GOAL results-%s-of-raw %.2fx >=0.6x %s", result.phase().text(), ratio, met(ratio >= 0.6));
            }
        }
        double ratio = rate(results, ResultsIn.Phase.UNCHANGED) / rate(results, ResultsIn.Phase.CHANGED);
        add("GOAL results-unchanged-of-changed %.2fx >=5x %s", ratio, met(ratio >= 5));
    }

    private static double rate(List<ResultsIn.Result> results, ResultsIn.Phase phase) {
        return results.stream()
                .filter(result -> result.phase() == phase)
                .mapToDouble(ResultsIn.Result::perSecond)
                .findFirst()
                .orElseThrow();
    }

    /** Prints all; with {@code --docs} it also goes into docs/bench. */
    void write() {
        out.println();
        text.forEach(out::println);
        if (options.docs()) {
            new MeasuredPage("dispatch", text, plots).write();
        }
    }

    private void plot(String name, String title, Map<String, Curve> curves, List<LineChart.Band> bands) {
        var lines = curves.entrySet().stream()
                .map(entry -> new LineChart.Line(
                        entry.getKey(),
                        entry.getValue().rates(STRETCH_SECONDS).points().stream()
                                .map(point -> new LineChart.Point(point.seconds(), point.count()))
                                .toList()))
                .toList();
        plots.put(name, new LineChart(title, "per s", lines, bands).svg());
    }

    private static <T> Map<String, Curve> curves(Map<Contender, List<T>> all, Function<T, Curve> curve) {
        var curves = new LinkedHashMap<String, Curve>();
        all.forEach((contender, results) -> curves.put(contender.name(), curve.apply(results.getLast())));
        return curves;
    }

    /** Round by round: what one round slowed down, it slowed down for both. */
    private static Series ratios(Map<Contender, List<Window>> windows, String peer, int instances) {
        return ratio(rates(windows, "connector-api", instances), rates(windows, peer, instances));
    }

    private static Series ratio(Series one, Series other) {
        return new Series(IntStream.range(0, one.values().size())
                .mapToObj(i -> one.values().get(i) / other.values().get(i))
                .toList());
    }

    private static Series rates(Map<Contender, List<Window>> windows, String name, int instances) {
        return windows.entrySet().stream()
                .filter(entry ->
                        entry.getKey().name().equals(name) && entry.getKey().instances() == instances)
                .map(entry -> series(entry.getValue(), window -> window.curve().perSecond()))
                .findFirst()
                .orElseThrow();
    }

    private static Series drained(Map<Contender, List<Drain.Result>> results, String name) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(entry -> series(
                        entry.getValue(), result -> result.window().curve().perSecond()))
                .findFirst()
                .orElseThrow();
    }

    private static <T> Series series(List<T> all, ToDoubleFunction<T> figure) {
        return new Series(all.stream().mapToDouble(figure).boxed().toList());
    }

    private static String cores(List<Window> all, String name) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                series(all, window -> window.cores().getOrDefault(name, 0.0)).median());
    }

    private static String waits(Window window) {
        return window.waits().entrySet().stream()
                .filter(entry -> entry.getValue() >= SHOWN)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** @param least 0 when it is only told */
    private void goal(String name, Series ratios, double least) {
        add(
                "%s %s %.2fx (%.2f-%.2f) %s",
                least == 0 ? "SEEN" : "GOAL",
                name,
                ratios.median(),
                ratios.least(),
                ratios.most(),
                least == 0 ? "" : ">=%.1fx %s".formatted(least, met(ratios.median() >= least)));
    }

    private static String met(boolean met) {
        return met ? "met" : "short";
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library that is here
    private void add(String pattern, Object... values) {
        text.add(String.format(Locale.ROOT, pattern, values));
    }
}
