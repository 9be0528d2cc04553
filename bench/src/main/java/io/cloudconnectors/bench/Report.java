package io.cloudconnectors.bench;

import java.io.PrintStream;

/** Tables for docs/bench/api.md, and a line for each goal. */
final class Report {
    private static final double LEAST_SHARE = 0.7;
    private static final double MOST_DEPTH = 2;

    private final PrintStream out;
    private final BenchOptions options;
    private final Figures figures;

    Report(PrintStream out, BenchOptions options, Figures figures) {
        this.out = out;
        this.options = options;
        this.figures = figures;
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
        figures.table().forEach(out::println);
        out.println();
        figures.limit("create", (double) options.length().toSeconds()).forEach(out::println);
        out.println();
        share("list-throughput", "list", "list, bare");
        share("get-throughput", "get", "get, bare");
        depth("deepest-newest", "newest");
        depth("deepest-name", "name");
    }

    private void share(String goal, String api, String bare) {
        var ratios = figures.ratios(round -> round.window().perSecond(), api, bare);
        out.println(Figures.goal(goal, ratios, ">=" + LEAST_SHARE + "x", ratios.median() >= LEAST_SHARE));
    }

    private void depth(String goal, String sort) {
        var ratios =
                figures.ratios(round -> round.window().millis(0.5), "deepest page, " + sort, "first page, " + sort);
        out.println(Figures.goal(goal, ratios, "<=" + MOST_DEPTH + "x", ratios.median() <= MOST_DEPTH));
    }
}
