package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.dispatch.ScheduleRepository.Gate;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Lateness;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Load;
import io.cloudconnectors.bench.dispatch.ScheduleRepository.Supply;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;

/** 3,300 connectors fall due each second, for five windows; how late are they in Kafka? */
record Punctuality(Bed bed, DispatchOptions options, Consumer<String> tell) {
    private static final double RATE = 3_300;
    private static final int WINDOWS = 5;
    /** What the load of so many rows may take, generously. */
    private static final double LOADED_PER_SECOND = 30_000;

    /** How late, by the broker's clock against the due time; and what it took. */
    record Result(Lateness lateness, Window window) {}

    Result run() throws SQLException {
        var product = new Contender.Product(1);
        int rows = (int) Math.min(options.rows(), RATE * options.length().toSeconds() * WINDOWS);
        double lead = 5 + rows / LOADED_PER_SECOND;
        try (var running = bed.start(product)) {
            bed.warmUp(product, Throughput.warmUp(options));
            try (Gate gate = bed.schedule().load(new Load(product.layout(), Supply.PACED, rows, lead, RATE))) {
                bed.tap().begin(product.topic());
                OffsetDateTime from = gate.open();
                tell.accept("%d rows fall due at %.0f a second".formatted(rows, RATE));
                double limit = lead + rows / RATE + 60;
                var window =
                        bed.window(product, running, gate, point -> point.count() >= rows || point.seconds() >= limit);
                bed.tap().arrivals(product.topic(), bed.schedule().connection());
                return new Result(bed.schedule().lateness(from), window);
            } finally {
                bed.schedule().clear();
            }
        }
    }
}
