package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets the consumer of results run while the service does. */
@ApplicationScoped
class ResultLoop {
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    private final ResultsConfig config;
    private final TopicSetup topics;
    private final ResultConsumer consumer;
    private @Nullable Loop loop;

    ResultLoop(ResultsConfig config, TopicSetup topics, ResultConsumer consumer) {
        this.config = config;
        this.topics = topics;
        this.consumer = consumer;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Loop.start("results", NO_PAUSE, () -> {
                topics.ensure();
                consumer.step();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
            consumer.close();
        }
    }
}
