package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.Notes;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.bench.plot.LineChart;
import io.cloudconnectors.bench.poller.Run.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;

/** One, two and four pollers before accounts of which one in ten is 50 times as large as the others. */
final class UnequalAccounts {
    private static final List<Integer> POLLERS = List.of(1, 2, 4);
    private static final int ACCOUNTS_A_SLOT = 10;
    private static final int SLOTS = 4;
    private static final int ONE_LARGE_IN = 10;
    private static final int TIMES = 50;
    private static final int PART_OF_RESOURCES = 1_000;
    private static final Duration CALL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Map<String, String> FEW_SLOTS =
            Map.of("POLLER_SLOTS_TOTAL", Integer.toString(SLOTS), "POLLER_SLOTS_INTERACTIVE_RESERVED", "0");

    private final Bed bed;
    private final PollerOptions options;
    private final DocsReport report;
    private final Notes notes;
    private final Map<Integer, List<Wave>> waves = new LinkedHashMap<>();

    UnequalAccounts(Bed bed, PollerOptions options, DocsReport report, Notes notes) {
        this.bed = bed;
        this.options = options;
        this.report = report;
        this.notes = notes;
    }

    void run() {
        int small = options.resources() / PART_OF_RESOURCES;
        List<Account> accounts = accounts(small);
        POLLERS.forEach(pollers -> waves.put(pollers, new ArrayList<>()));
        for (int round = 1; round <= options.rounds(); round++) {
            for (int pollers : round % 2 == 0 ? POLLERS.reversed() : POLLERS) {
                Wave wave = wave(pollers, accounts);
                waves.computeIfAbsent(pollers, _ -> new ArrayList<>()).add(wave);
                notes.tell("%d pollers: %.1f s".formatted(pollers, wave.seconds()));
            }
        }
        report(accounts.size(), small);
    }

    /** The large ones stand evenly among the others. */
    private List<Account> accounts(int small) {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < SLOTS * ACCOUNTS_A_SLOT; i++) {
            accounts.addAll(bed.cloud().open(1, i % ONE_LARGE_IN == ONE_LARGE_IN / 2 ? small * TIMES : small));
        }
        return accounts;
    }

    private Wave wave(int number, List<Account> accounts) {
        List<PollerProcess> pollers = IntStream.rangeClosed(1, number)
                .mapToObj(i -> bed.poller("poller-" + i, FEW_SLOTS))
                .toList();
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", bed.kafka().bootstrapServers()))) {
            pollers.forEach(PollerProcess::awaitReady);
            pollers.getFirst().process().await(() -> shared(admin, number), LIMIT);
            var _ = bed.runs().all(bed.cloud().open(number * SLOTS, Bed.FEW), bed.recording()::assets);
            bed.cloud().slow(CALL);
            return bed.runs().all(accounts, bed.recording()::assets);
        } finally {
            bed.cloud().hurry();
            pollers.forEach(PollerProcess::close);
        }
    }

    /** Whether each poller has partitions of its own. */
    private static boolean shared(Admin admin, int pollers) {
        String group = PollerProcess.GROUPS + "_scheduled";
        try {
            var description = admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return description.groupState() == GroupState.STABLE
                    && description.members().size() == pollers
                    && description.members().stream()
                            .noneMatch(member ->
                                    member.assignment().topicPartitions().isEmpty());
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Series series(int pollers, ToDoubleFunction<Wave> figure) {
        return new Series(waves.getOrDefault(pollers, List.of()).stream()
                .mapToDouble(figure)
                .boxed()
                .toList());
    }

    private void report(int accounts, int small) {
        report.heading("%d accounts, one in %d with %d resources, the others with %d"
                .formatted(accounts, ONE_LARGE_IN, small * TIMES, small));
        report.line(
                "| pollers of %d slots | all done after s, median (least - most) | runs of the busiest, of an even share |"
                                .formatted(SLOTS)
                        + " resources of the busiest, of an even share |");
        report.line("|---|---|---|---|");
        for (int pollers : POLLERS) {
            report.add(
                    "| %d | %s | %s | %s |",
                    pollers,
                    series(pollers, Wave::seconds).text(1),
                    series(pollers, wave -> wave.skew(pollers, _ -> 1)).text(2),
                    series(pollers, wave -> wave.skew(pollers, Ended::assets)).text(2));
        }
        report.line("");
        for (int pollers : POLLERS.subList(1, POLLERS.size())) {
            List<Double> one = series(1, Wave::seconds).values();
            List<Double> several = series(pollers, Wave::seconds).values();
            report.line(Figures.seen(
                    pollers + "-pollers-faster-than-one",
                    new Series(IntStream.range(0, one.size())
                            .mapToObj(i -> one.get(i) / several.get(i))
                            .toList()),
                    "x"));
        }
        report.plot(
                "pollers",
                new LineChart(
                        "Accounts that are done",
                        "accounts",
                        waves.entrySet().stream()
                                .map(entry -> new LineChart.Line(
                                        entry.getKey() + (entry.getKey() == 1 ? " poller" : " pollers"),
                                        entry.getValue().getLast().ends()))
                                .toList(),
                        List.of()));
    }
}
