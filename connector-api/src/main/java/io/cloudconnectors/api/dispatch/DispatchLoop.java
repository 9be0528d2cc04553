package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lets the dispatcher tick and the outbox empty while the service runs. */
@Dependent
class DispatchLoop {
    @Produces
    @Singleton
    Background loop(DispatchConfig config, TopicSetup topics, Dispatcher dispatcher) {
        return new Background("dispatcher", config.enabled(), config.tick(), () -> {
                    topics.ensure();
                    dispatcher.tick();
                })
                .stopping(dispatcher::stop);
    }

    /** Apart from the dispatcher, so that events and what was left behind do not wait for the end of a long drain. */
    @Produces
    @Singleton
    Background relay(DispatchConfig config, TopicSetup topics, OutboxRelay relay) {
        return new Background("outbox-relay", config.enabled(), config.tick(), () -> {
            topics.ensure();
            relay.sendLeftBehind();
        });
    }
}
