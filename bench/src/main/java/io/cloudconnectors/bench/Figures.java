package io.cloudconnectors.bench;

import io.cloudconnectors.bench.load.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@link Rounds} gave, as the lines of a table and as ratios.
 *
 * @param rounds by the name of the measure
 */
public record Figures(Map<String, List<Round>> rounds) {
    /** Of all processors; above it they are what limits. */
    private static final double BUSY = 0.85;

    private static final double SHOWN_CORES = 0.05;
    private static final double SHOWN_SESSIONS = 0.05;

    /** A table of all measures. */
    public List<String> table() {
        var lines = new ArrayList<String>();
        lines.add("| | answers/s, median (least - most) | p50 ms | p99 ms | processors |");
        lines.add("|---|---|---|---|---|");
        rounds.keySet().forEach(name -> lines.add(row(name)));
        return lines;
    }

    private String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |",
                name,
                series(name, round -> round.window().perSecond()).text(0),
                series(name, round -> round.window().millis(0.5)).text(2),
                series(name, round -> round.window().millis(0.99)).text(2),
                text(medians(name, Round::cores), SHOWN_CORES));
    }

    /** Names what limits a measure, from what was seen of it. */
    public List<String> limit(String name, double seconds) {
        Map<String, Double> cores = medians(name, Round::cores);
        Map<String, Double> waits = medians(name, Round::waits);
        double busy = cores.values().stream().mapToDouble(Double::doubleValue).sum();
        double all = Runtime.getRuntime().availableProcessors();
        double answers = series(name, round -> round.window().nanos().length).median();
        Map<String, Double> commits = medians(
                name,
                round -> round.work().commits().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / answers)));
        double syncs = series(name, round -> round.work().fsyncs()).median();
        double millis = series(name, round -> round.work().fsyncMillis()).median();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "LIMIT %s: %s",
                        name,
                        busy >= BUSY * all
                                ? "the processors, %.1f of %.0f busy".formatted(busy, all)
                                : "what PostgreSQL's sessions wait for, see below: the processors are not, %.1f of %.0f busy"
                                        .formatted(busy, all)),
                "- processors: " + text(cores, 0),
                "- sessions, on average: " + text(waits, SHOWN_SESSIONS),
                "- commits for each answer: " + text(commits, 0),
                String.format(
                        Locale.ROOT,
                        "- fsyncs of PostgreSQL's log: %.2f for each answer, %.2f ms each, %.0f %% of the time in one",
                        syncs / answers,
                        millis / Math.max(1, syncs),
                        millis / seconds / 10));
    }

    /** Round by round: what one round slowed down, it slowed down for both. */
    public Series ratios(ToDoubleFunction<Round> figure, String one, String other) {
        var left = series(one, figure).values();
        var right = series(other, figure).values();
        return new Series(IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i) / right.get(i))
                .toList());
    }

    /** One line for a goal. */
    public static String goal(String name, Series ratios, String target, boolean met) {
        return String.format(
                Locale.ROOT,
                "GOAL %s %.2fx(%.2f-%.2f) %s %s",
                name,
                ratios.median(),
                ratios.least(),
                ratios.most(),
                target,
                met ? "met" : "short");
    }

    /** One line for what has no goal. */
    public static String seen(String name, Series values, String unit) {
        return String.format(
                Locale.ROOT, "SEEN %s %.2f%s(%.2f-%.2f)", name, values.median(), unit, values.least(), values.most());
    }

    private Series series(String name, ToDoubleFunction<Round> figure) {
        return new Series(rounds.getOrDefault(name, List.of()).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private Map<String, Double> medians(String name, Function<Round, Map<String, Double>> figures) {
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
