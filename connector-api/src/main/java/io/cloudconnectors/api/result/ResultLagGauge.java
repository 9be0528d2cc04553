package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** {@code results.lag}: the results that wait to be taken in. */
@Dependent
class ResultLagGauge {
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final String RECORDS = "records";

    @Produces
    @Singleton
    Background loop(ResultLag lag, ResultsConfig config, TopicSetup topics, Samples samples) {
        SharedGauges gauges = samples.gauges("result-lag", EVERY, () -> Map.of(RECORDS, (double) lag.records()));
        gauges.tell("results.lag", "records", RECORDS);
        Background refreshing = gauges.loop();
        return new Background(refreshing.name(), config.enabled(), refreshing.pause(), () -> {
            topics.ensure();
            refreshing.round().run();
        });
    }
}
