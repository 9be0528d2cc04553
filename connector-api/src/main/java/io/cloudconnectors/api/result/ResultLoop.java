package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets the consumer of results run while the service does. */
@Dependent
class ResultLoop {
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    @Produces
    @Singleton
    Background loop(ResultsConfig config, TopicSetup topics, ResultConsumer consumer) {
        return new Background("results", config.enabled(), NO_PAUSE, () -> {
                    topics.ensure();
                    consumer.step();
                })
                .stopped(consumer::close);
    }
}
