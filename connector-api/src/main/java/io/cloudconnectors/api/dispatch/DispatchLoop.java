package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Lets the dispatcher tick while the service runs. */
@ApplicationScoped
class DispatchLoop {
    private final DispatchConfig config;
    private final TopicSetup topics;
    private final Dispatcher dispatcher;
    private @Nullable Loop loop;

    DispatchLoop(DispatchConfig config, TopicSetup topics, Dispatcher dispatcher) {
        this.config = config;
        this.topics = topics;
        this.dispatcher = dispatcher;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Loop.start("dispatcher", config.tick(), () -> {
                topics.ensure();
                dispatcher.tick();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
