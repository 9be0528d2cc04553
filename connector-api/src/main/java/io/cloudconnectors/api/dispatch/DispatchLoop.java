package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lets the dispatcher tick while the service runs. */
@Dependent
class DispatchLoop {
    @Produces
    @Singleton
    Background loop(DispatchConfig config, TopicSetup topics, Dispatcher dispatcher) {
        return new Background("dispatcher", config.enabled(), config.tick(), () -> {
            topics.ensure();
            dispatcher.tick();
        });
    }
}
