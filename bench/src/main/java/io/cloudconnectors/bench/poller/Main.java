package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.poller.PollerOptions.Part;
import io.cloudconnectors.local.launcher.UsageException;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.util.Arrays;

/** What {@code ./dev bench poller} runs. Exit status 0 when all was measured, whether or not the goals were met; 2 when not. */
public final class Main {
    private static final int FAILED = 2;

    static {
        // Of the benchmark's own server: four pollers keep more connections than it would keep open by itself.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            measure(PollerOptions.of(Arrays.asList(arguments)));
            System.exit(0);
        } catch (UsageException | ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void measure(PollerOptions options) throws InterruptedException {
        Notes notes = new Notes(System.out);
        DocsReport report = new DocsReport("poller", options.docs(), System.out);
        notes.tell("starting Kafka and the simulated AWS, and recording a run");
        Bed bed = Bed.start();
        try (bed) {
            report.add(
                    "`--runs %d --resources %d --rounds %d --seconds %d`, %d processors. Medians of the rounds (least - most).",
                    options.runs(),
                    options.resources(),
                    options.rounds(),
                    options.length().toSeconds(),
                    Runtime.getRuntime().availableProcessors());
            measure(bed, options, report, notes);
        }
        bed.forget();
        report.write();
        notes.tell("done");
    }

    private static void measure(Bed bed, PollerOptions options, DocsReport report, Notes notes)
            throws InterruptedException {
        if (options.has(Part.RUNS)) {
            new FullSlots(bed, options, report, notes).run();
        }
        if (options.has(Part.ACCOUNT)) {
            new LargeAccount(bed, options, report, notes).run();
        }
        if (options.has(Part.POLLERS)) {
            new UnequalAccounts(bed, options, report, notes).run();
        }
        if (options.has(Part.NEIGHBOUR)) {
            new SlowNeighbour(bed, options, report, notes).run();
        }
        if (options.has(Part.START)) {
            new FirstLease(bed, options, report, notes).run();
        }
    }
}
