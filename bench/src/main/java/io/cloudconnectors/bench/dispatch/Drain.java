package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Gate;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Once;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All rows are overdue at once and are dispatched to the last one, by two instances; each is to arrive once. */
record Drain(Bed bed, DispatchOptions options, Consumer<String> tell) {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int SETTLED_SECONDS = 3;

    record Result(Window window, Once once) {}

    Map<Contender, List<Result>> run() throws SQLException {
        List<Contender> contenders =
                List.of(new Contender.Raw(2, false, Chosen.RAW_THREADS, Chosen.RAW_BATCH), new Contender.Product(2));
        var results = new LinkedHashMap<Contender, List<Result>>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : round % 2 == 0 ? contenders.reversed() : contenders) {
                Result result = measure(contender);
                results.computeIfAbsent(contender, _ -> new ArrayList<>()).add(result);
                tell.accept("round %d: %s drained %d in %.1f s: %s"
                        .formatted(
                                round,
                                contender.name(),
                                result.window().curve().count(),
                                result.window().curve().seconds(),
                                result.once().holds() ? "each exactly once" : "NOT exactly once: " + result.once()));
            }
        }
        return results;
    }

    private Result measure(Contender contender) throws SQLException {
        try (var running = bed.start(contender)) {
            bed.warmUp(contender, Throughput.warmUp(options));
            try (Gate gate = bed.schedule().load(Load.overdue(contender.layout(), options.rows()))) {
                bed.tap().begin(contender.topic());
                var window = bed.window(
                        contender,
                        running,
                        gate,
                        point -> point.count() >= options.rows() || point.seconds() >= LIMIT.toSeconds());
                settle(contender);
                bed.tap().arrivals(contender.topic(), bed.schedule().connection());
                return new Result(window, bed.schedule().once());
            } finally {
                bed.schedule().clear();
            }
        }
    }

    /** Waits so long that what comes twice would have come, and that the outbox has been emptied. */
    private void settle(Contender contender) throws SQLException {
        var _ = bed.watch(contender, point -> point.seconds() >= SETTLED_SECONDS);
    }
}
