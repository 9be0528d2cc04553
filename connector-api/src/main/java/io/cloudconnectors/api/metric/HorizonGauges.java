package io.cloudconnectors.api.metric;

import io.cloudconnectors.api.loop.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
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
@ApplicationScoped
class HorizonGauges {
    private static final Duration EVERY = Duration.ofSeconds(15);
    /** Those that know since when. */
    private static final List<String> TIMED = List.of("session", "prepared");

    private static final List<String> HOLDERS = List.of("session", "prepared", "standby", "slot");

    private final HorizonRepository horizon;
    private final SharedGauges gauges;

    HorizonGauges(HorizonRepository horizon, Samples samples, MeterRegistry meters) {
        this.horizon = horizon;
        this.gauges = samples.gauges("horizon", EVERY, this::look);
        for (String holder : TIMED) {
            Gauge.builder("database.oldest.xmin", () -> gauges.figure(seconds(holder)))
                    .baseUnit("seconds")
                    .tag("holder", holder)
                    .register(meters);
        }
        for (String holder : HOLDERS) {
            Gauge.builder("database.oldest.xmin.transactions", () -> gauges.figure(transactions(holder)))
                    .tag("holder", holder)
                    .register(meters);
        }
    }

    @Produces
    @Singleton
    Background loop() {
        return gauges.loop();
    }

    void refresh() {
        gauges.refresh();
    }

    private Map<String, Double> look() {
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
