package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.load.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Short runs at a steady rate, alone and beside the run of an account whose calls take 30 seconds in all. */
final class SlowNeighbour {
    private static final double GOAL = 1.1;
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMillis(20);
    /** The rate that leaves the processors room, whatever a run calls. */
    private static final double CALLS_PER_SECOND = 200;

    private static final int ACCOUNTS = 100;

    private final Bed bed;
    private final PollerOptions options;
    private final DocsReport report;
    private final Notes notes;
    private final double perSecond;
    private final List<Account> accounts;
    private int next;

    SlowNeighbour(Bed bed, PollerOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
        this.perSecond = CALLS_PER_SECOND / bed.recording().plan().size();
        this.accounts = bed.cloud().open(ACCOUNTS, Bed.FEW);
    }

    void run() throws InterruptedException {
        List<Wave> alone = new ArrayList<>();
        List<Wave> beside = new ArrayList<>();
        try (var _ = bed.poller("poller-neighbour", Bed.ONE_CALL_A_RUN).awaitReady()) {
            bed.cloud().slow(CALL);
            var _ = window(options.length());
            for (int round = 1; round <= options.rounds(); round++) {
                boolean first = round % 2 == 0;
                if (first) {
                    beside.add(beside());
                }
                alone.add(window(options.length()));
                if (!first) {
                    beside.add(beside());
                }
                notes.tell("p99 alone %.0f ms, beside the slow account %.0f ms"
                        .formatted(
                                alone.getLast().millis(0.99), beside.getLast().millis(0.99)));
            }
            bed.cloud().hurry();
        }
        report(alone, beside);
    }

    private Wave beside() throws InterruptedException {
        Account account = bed.cloud().open(1, Bed.FEW).getFirst();
        bed.cloud().hurry();
        bed.cloud().slow(account, SLOW.dividedBy(bed.recording().plan().size()));
        bed.cloud().slow(CALL);
        Run slow = bed.runs().send(account, OptionalInt.of(bed.recording().assets(account)));
        Wave wave = window(options.length());
        if (slow.end().isDone() || !slow.isLeased()) {
            throw new IllegalStateException("The slow account was not slow for as long as the others were measured");
        }
        bed.cloud().hurry();
        var _ = bed.runs().through(List.of(slow));
        bed.cloud().slow(CALL);
        return wave;
    }

    /** Each is sent when it is due, whatever becomes of those before. */
    private Wave window(Duration length) throws InterruptedException {
        long begin = System.nanoTime();
        int count = (int) Math.max(1, perSecond * length.toSeconds());
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long due = begin + Math.round(i / perSecond * 1e9);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Account account = accounts.get(next++ % ACCOUNTS);
            runs.add(bed.runs().send(account, OptionalInt.of(bed.recording().assets(account))));
        }
        return bed.runs().through(runs);
    }

    private void report(List<Wave> alone, List<Wave> beside) {
        report.heading("Short runs, %.0f a second, beside an account whose calls take %d s"
                .formatted(perSecond, SLOW.toSeconds()));
        report.line("| from lease to end | runs | p50 ms | p99 ms |");
        report.line("|---|---|---|---|");
        row("alone", alone);
        row("beside the slow account", beside);
        report.line("");
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < alone.size(); i++) {
            ratios.add(beside.get(i).millis(0.99) / alone.get(i).millis(0.99));
        }
        Series ratio = new Series(ratios);
        report.line(Figures.goal("p99-beside-a-slow-account", ratio, "<=" + GOAL + "x", ratio.median() <= GOAL));
    }

    private void row(String name, List<Wave> waves) {
        report.add(
                "| %s | %d | %s | %s |",
                name,
                waves.stream().mapToInt(wave -> wave.runs().size()).sum(),
                millis(waves, 0.5),
                millis(waves, 0.99));
    }

    private static String millis(List<Wave> waves, double share) {
        return new Series(waves.stream().map(wave -> wave.millis(share)).toList()).text(0);
    }
}
