package io.cloudconnectors.bench.fairness;

import io.cloudconnectors.bench.BenchStack;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A neighbour starts one run after the other: first while nothing else goes, then while another tenant makes its connectors and
 * each of them runs for the first time. All of it through the public API, with real pollers. Its runs, and theirs, are refused
 * by the simulated AWS: short runs ask for the most leases in a second.
 */
final class FairnessBenchmark {
    private static final int POLLERS = 2;
    private static final Duration GOAL = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final int bulk;
    private final int alone;
    private final PrintStream out;
    private final Notes notes;

    /**
     * @param bulk connectors that the other tenant makes
     * @param alone runs of the neighbour before it does
     */
    FairnessBenchmark(int bulk, int alone, PrintStream out) {
        this.bulk = bulk;
        this.alone = alone;
        this.out = out;
        this.notes = new Notes(out);
    }

    void run() throws InterruptedException {
        notes.tell("starting the stack");
        try (var bench = BenchStack.startUnlimited(POLLERS)) {
            measure(bench.stack());
        }
    }

    private void measure(Stack stack) throws InterruptedException {
        var api = stack.url("connector-api");
        try (var neighbour = Neighbour.of(api, stack.tokens().token(Tokens.Role.EDITOR, "neighbour"))) {
            notes.tell("warming up");
            runs(neighbour, alone);
            notes.tell("%d runs alone".formatted(alone));
            var quiet = runs(neighbour, alone);
            notes.tell("beside %d connectors".formatted(bulk));
            var crowd = new Bulk(api, stack.tokens().token(Tokens.Role.EDITOR, "bulk"), bulk);
            var beside = new ArrayList<Duration>();
            long begin = System.nanoTime();
            try (var _ = crowd.make()) {
                while (!crowd.hasRun()) {
                    beside.add(neighbour.runWaited());
                    if (since(begin).compareTo(LIMIT) > 0) {
                        throw new ServerFailedException(
                                "Not all connectors of the other tenant have run in " + LIMIT + ".");
                    }
                }
            }
            print(quiet, beside, since(begin));
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static List<Duration> runs(Neighbour neighbour, int runs) throws InterruptedException {
        var waited = new ArrayList<Duration>();
        for (int i = 0; i < runs; i++) {
            waited.add(neighbour.runWaited());
        }
        return waited;
    }

    private void print(List<Duration> quiet, List<Duration> beside, Duration took) {
        var before = seconds(quiet);
        var during = seconds(beside);
        out.println("| a manual run, from its request to its lease | runs | s: median (least - most) |");
        out.println("|---|---|---|");
        out.printf("| alone | %d | %s |%n", quiet.size(), before.text(3));
        out.printf(
                Locale.ROOT,
                "| beside %d connectors of another tenant, made and run in %.1f s | %d | %s |%n",
                bulk,
                took.toMillis() / 1e3,
                beside.size(),
                during.text(3));
        double later = during.most() - before.median();
        out.printf(
                Locale.ROOT,
                "GOAL the slowest of them at most %d s later than alone: %.3f s later, %s%n",
                GOAL.toSeconds(),
                later,
                later <= GOAL.toSeconds() ? "met" : "MISSED");
    }

    private static Series seconds(List<Duration> waited) {
        return new Series(waited.stream().map(wait -> wait.toMillis() / 1e3).toList());
    }
}
