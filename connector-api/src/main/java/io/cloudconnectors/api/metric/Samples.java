package io.cloudconnectors.api.metric;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Looks figures up once for all instances. */
@ApplicationScoped
public class Samples {
    private static final int ROUNDS_OF_VALIDITY = 3;

    private final SampleRepository samples;
    private final MeterRegistry meters;

    Samples(SampleRepository samples, MeterRegistry meters) {
        this.samples = samples;
        this.meters = meters;
    }

    /**
     * Gauges of one sample.
     *
     * @param name of the sample
     * @param every how often it is taken, however many instances there are
     * @param look gets the figures, by their names
     */
    public SharedGauges gauges(String name, Duration every, Supplier<Map<String, Double>> look) {
        return new SharedGauges(this, meters, name, every, look);
    }

    /** The figures, looked up here when nobody did for so long. */
    Map<String, Double> refreshed(String name, Duration every, Supplier<Map<String, Double>> look) {
        if (samples.turn(name, every)) {
            samples.keep(name, look.get());
        }
        return samples.read(name, every.multipliedBy(ROUNDS_OF_VALIDITY)).orElse(Map.of());
    }
}
