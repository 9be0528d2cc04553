package io.cloudconnectors.api.metric;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code database.oldest.xmin} in seconds and {@code database.oldest.xmin.transactions}, by who holds it: what a claim has to
 * step over grows with both.
 */
@Dependent
class HorizonGauges {
    private static final Duration EVERY = Duration.ofSeconds(15);
    /** Those that know since when. */
    private static final List<String> TIMED = List.of("session", "prepared");

    private static final List<String> HOLDERS = List.of("session", "prepared", "standby", "slot");

    @Produces
    @Singleton
    Background loop(HorizonRepository horizon, Samples samples) {
        SharedGauges gauges = samples.gauges("horizon", EVERY, () -> look(horizon));
        for (String holder : TIMED) {
            gauges.seconds("database.oldest.xmin", seconds(holder), "holder", holder);
        }
        for (String holder : HOLDERS) {
            gauges.count("database.oldest.xmin.transactions", transactions(holder), "holder", holder);
        }
        return gauges.loop();
    }

    private static Map<String, Double> look(HorizonRepository horizon) {
        Map<String, Double> figures = new HashMap<>();
        for (String holder : HOLDERS) {
            figures.put(seconds(holder), 0.0);
            figures.put(transactions(holder), 0.0);
        }
        for (HorizonRepository.Holding holding : horizon.holdings()) {
            figures.put(transactions(holding.holder()), (double) holding.transactions());
            if (Double.isNaN(holding.seconds())) {
                figures.remove(seconds(holding.holder()));
            } else {
                figures.put(seconds(holding.holder()), holding.seconds());
            }
        }
        return figures;
    }

    private static String seconds(String holder) {
        return holder + ".seconds";
    }

    private static String transactions(String holder) {
        return holder + ".transactions";
    }
}
