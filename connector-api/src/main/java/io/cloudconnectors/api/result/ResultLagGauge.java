package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** {@code results.lag}: the results that wait to be taken in. */
@ApplicationScoped
class ResultLagGauge {
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final String RECORDS = "records";

    private final SharedGauges gauges;

    ResultLagGauge(ResultLag lag, Samples samples, MeterRegistry meters) {
        this.gauges = samples.gauges("result-lag", EVERY, () -> Map.of(RECORDS, (double) lag.records()));
        Gauge.builder("results.lag", () -> gauges.figure(RECORDS))
                .baseUnit("records")
                .register(meters);
    }

    @Produces
    @Singleton
    Background loop(ResultsConfig config, TopicSetup topics) {
        Background refreshing = gauges.loop();
        return new Background(refreshing.name(), config.enabled(), refreshing.pause(), () -> {
            topics.ensure();
            gauges.refresh();
        });
    }
}
