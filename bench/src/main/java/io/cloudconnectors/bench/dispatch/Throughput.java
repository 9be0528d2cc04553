package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All rows are overdue; each contender has a window to dispatch them, one after the other, in rounds. */
record Throughput(Bed bed, DispatchOptions options, Consumer<String> tell) {

    /** Which windows each had, with how many instances. */
    Map<Contender, List<Window>> run() throws SQLException {
        var contenders = new ArrayList<Contender>();
        for (int instances = 1; instances <= 2; instances++) {
            contenders.add(new Contender.Raw(instances, false, Chosen.RAW_THREADS, Chosen.RAW_BATCH));
            contenders.add(new Contender.Product(instances));
            contenders.add(new Contender.Raw(instances, true, Chosen.RAW_THREADS, Chosen.RAW_BATCH));
            contenders.add(new Contender.DbScheduler(instances, Chosen.DB_SCHEDULER));
        }
        var windows = new LinkedHashMap<Contender, List<Window>>();
        contenders.forEach(contender -> windows.put(contender, new ArrayList<>()));
        for (int round = 1; round <= options.rounds(); round++) {
            for (Contender contender : round % 2 == 0 ? contenders.reversed() : contenders) {
                Window window = measure(contender);
                windows.computeIfAbsent(contender, _ -> new ArrayList<>()).add(window);
                tell.accept("round %d: %s x%d: %.0f/s"
                        .formatted(
                                round,
                                contender.name(),
                                contender.instances(),
                                window.curve().perSecond()));
            }
        }
        return windows;
    }

    Window measure(Contender contender) throws SQLException {
        double seconds = options.length().toSeconds();
        try (var running = bed.start(contender)) {
            bed.warmUp(contender, warmUp(options));
            try (var gate = bed.schedule().load(Load.overdue(contender.layout(), options.rows()))) {
                bed.tap().begin(contender.topic());
                return bed.window(
                        contender,
                        running,
                        gate,
                        point -> point.count() >= options.rows() || point.seconds() >= seconds);
            } finally {
                bed.schedule().clear();
            }
        }
    }

    static int warmUp(DispatchOptions options) {
        return Math.min(options.rows() / 2, 100_000);
    }
}
