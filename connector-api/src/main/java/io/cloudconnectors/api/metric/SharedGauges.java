package io.cloudconnectors.api.metric;

import io.cloudconnectors.api.loop.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are dear to look up and the same for all instances: at any time one instance looks them up, and every instance
 * tells them, so that it does not matter which one is scraped or ends. A figure that nobody could get in three rounds is not a
 * number, rather than what it was once.
 */
public final class SharedGauges {
    private final Samples samples;
    private final MeterRegistry meters;
    private final String name;
    private final Duration every;
    private final Supplier<Map<String, Double>> look;
    private volatile Map<String, Double> figures = Map.of();

    SharedGauges(
            Samples samples, MeterRegistry meters, String name, Duration every, Supplier<Map<String, Double>> look) {
        this.samples = samples;
        this.meters = meters;
        this.name = name;
        this.every = every;
        this.look = look;
    }

    /** Tells a figure as a gauge, with pairs of a tag and its value. */
    public void count(String meter, String figure, String... tags) {
        tell(meter, null, figure, tags);
    }

    /** Tells a figure of seconds. */
    public void seconds(String meter, String figure, String... tags) {
        tell(meter, "seconds", figure, tags);
    }

    /** Tells a figure of any unit. */
    public void tell(String meter, @Nullable String unit, String figure, String... tags) {
        Gauge.builder(meter, () -> figure(figure)).baseUnit(unit).tags(tags).register(meters);
    }

    /** What is told now; not a number while it is not known. */
    double figure(String figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** Takes the sample when it is this instance's turn, and reads it. */
    void refresh() {
        Map<String, Double> read = Map.of();
        try {
            read = samples.refreshed(name, every, look);
        } finally {
            figures = read;
        }
    }

    /** What keeps the figures fresh. */
    public Background loop() {
        return new Background(name + "-gauges", true, every, this::refresh);
    }
}
