package io.cloudconnectors.bench;

import io.cloudconnectors.bench.load.Series;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables for docs/bench/api.md, and a line for each goal. */
final class Report {
    private static final double LEAST_SHARE = 0.7;
    private static final double MOST_DEPTH = 2;
    /** Of all processors; above it they are what limits. */
    private static final double BUSY = 0.85;

    private static final double SHOWN_CORES = 0.05;
    private static final double SHOWN_SESSIONS = 0.05;

    private final PrintStream out;
    private final BenchOptions options;
    private final Map<String, List<Round>> rounds;

    Report(PrintStream out, BenchOptions options, Map<String, List<Round>> rounds) {
        this.out = out;
        this.options = options;
        this.rounds = rounds;
    }

    void print() {
        out.printf(
                "%n%d connectors of %d tenants and %d of one, %d clients, %d rounds of %d s, %d processors%n%n",
                options.connectors(),
                options.tenants(),
                options.connectors() / 10,
                options.clients(),
                options.rounds(),
                options.length().toSeconds(),
                Runtime.getRuntime().availableProcessors());
        out.println("| | answers/s, median (least - most) | p50 ms | p99 ms | processors |");
        out.println("|---|---|---|---|---|");
        rounds.keySet().forEach(this::row);
        limit("create");
        out.println();
        share("list-throughput", "list", "list, bare");
        share("get-throughput", "get", "get, bare");
        depth("deepest-newest", "newest");
        depth("deepest-name", "name");
    }

    private void row(String name) {
        out.printf(
                "| %s | %s | %s | %s | %s |%n",
                name,
                series(name, round -> round.window().perSecond()).text(0),
                series(name, round -> round.window().millis(0.5)).text(2),
                series(name, round -> round.window().millis(0.99)).text(2),
                text(medians(name, Round::cores), SHOWN_CORES));
    }

    /** Names what limits a measure, from what was seen of it. */
    private void limit(String name) {
        Map<String, Double> cores = medians(name, Round::cores);
        Map<String, Double> waits = medians(name, Round::waits);
        double busy = cores.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = Runtime.getRuntime().availableProcessors();
        double answers = series(name, round -> round.window().nanos().length).median();
        out.printf(
                Locale.ROOT,
                "%nLIMIT %s: %s%n",
                name,
                busy >= BUSY * all
                        ? "the processors, %.1f of %.0f busy".formatted(busy, all)
                        : "what PostgreSQL's sessions wait for, see below: the processors are not, %.1f of %.0f busy"
                                .formatted(busy, all));
        out.println("  processors: " + text(cores, 0));
        out.println("  sessions, on average: " + text(waits, SHOWN_SESSIONS));
        Map<String, Double> commits = medians(
                name,
                round -> round.work().commits().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / answers)));
        out.println("  commits for each answer: " + text(commits, 0));
        double syncs = series(name, round -> round.work().fsyncs()).median();
        double millis = series(name, round -> round.work().fsyncMillis()).median();
        out.printf(
                Locale.ROOT,
                "  fsyncs of PostgreSQL's log: %.2f for each answer, %.2f ms each, %.0f %% of the time in one%n",
                syncs / answers,
                millis / Math.max(1, syncs),
                100 * millis / options.length().toMillis());
    }

    private void share(String goal, String api, String bare) {
        var ratios = ratios(round -> round.window().perSecond(), api, bare);
        goal(goal, ratios, "x", ">=" + LEAST_SHARE + "x", ratios.median() >= LEAST_SHARE);
    }

    private void depth(String goal, String sort) {
        var ratios = ratios(round -> round.window().millis(0.5), "deepest page, " + sort, "first page, " + sort);
        goal(goal, ratios, "x", "<=" + MOST_DEPTH + "x", ratios.median() <= MOST_DEPTH);
    }

    private void goal(String name, Series ratios, String unit, String target, boolean met) {
        out.printf(
                Locale.ROOT,
                "GOAL %s %.2f%s(%.2f-%.2f) %s %s%n",
                name,
                ratios.median(),
                unit,
                ratios.least(),
                ratios.most(),
                target,
                met ? "met" : "short");
    }

    /** Round by round: what one round slowed down, it slowed down for both. */
    private Series ratios(ToDoubleFunction<Round> figure, String one, String other) {
        var left = series(one, figure).values();
        var right = series(other, figure).values();
        return new Series(IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i) / right.get(i))
                .toList());
    }

    private Series series(String name, ToDoubleFunction<Round> figure) {
        return new Series(rounds.getOrDefault(name, List.of()).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private Map<String, Double> medians(String name, java.util.function.Function<Round, Map<String, Double>> figures) {
        var all = rounds.getOrDefault(name, List.of()).stream().map(figures).toList();
        var medians = new TreeMap<String, Double>();
        all.stream()
                .flatMap(one -> one.keySet().stream())
                .forEach(key -> medians.put(
                        key,
                        new Series(all.stream()
                                        .map(one -> one.getOrDefault(key, 0.0))
                                        .toList())
                                .median()));
        return medians;
    }

    private static String text(Map<String, Double> figures, double least) {
        return figures.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
