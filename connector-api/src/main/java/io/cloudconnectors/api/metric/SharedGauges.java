package io.cloudconnectors.api.metric;

import io.cloudconnectors.api.loop.Background;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Figures that are dear to look up and the same for all instances: at any time one instance looks them up, and every instance
 * tells them, so that it does not matter which one is scraped or ends. A figure that nobody could get in three rounds is not a
 * number, rather than what it was once.
 */
public final class SharedGauges {
    private final Samples samples;
    private final String name;
    private final Duration every;
    private final Supplier<Map<String, Double>> look;
    private volatile Map<String, Double> figures = Map.of();

    SharedGauges(Samples samples, String name, Duration every, Supplier<Map<String, Double>> look) {
        this.samples = samples;
        this.name = name;
        this.every = every;
        this.look = look;
    }

    /** What is told now; not a number while it is not known. */
    public double figure(String figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** Takes the sample when it is this instance's turn, and reads it. */
    public void refresh() {
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
