package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.load.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A run waits; a poller is started: how long until the run's lease is asked for. */
final class FirstLease {
    private final Bed bed;
    private final PollerOptions options;
    private final DocsReport report;
    private final Notes notes;

    FirstLease(Bed bed, PollerOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    void run() {
        List<Double> leased = new ArrayList<>();
        List<Double> processors = new ArrayList<>();
        List<Account> accounts = bed.cloud().open(options.rounds(), Bed.FEW);
        for (Account account : accounts) {
            Run run = bed.runs().send(account, OptionalInt.of(bed.recording().assets(account)));
            try (PollerProcess poller = bed.poller("poller-start", Map.of())) {
                Run.Ended ended = bed.runs().through(List.of(run)).runs().getFirst();
                leased.add((ended.leased() - poller.started()) / 1e9);
                processors.add(poller.process()
                                .handle()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toMillis()
                        / 1e3);
                notes.tell("first lease after %.2f s".formatted(leased.getLast()));
            }
        }
        report.heading("From the start of a poller");
        report.line(Figures.seen("start-to-first-lease", new Series(leased), "s"));
        report.line(Figures.seen("processors-to-the-end-of-the-first-run", new Series(processors), "s"));
    }
}
