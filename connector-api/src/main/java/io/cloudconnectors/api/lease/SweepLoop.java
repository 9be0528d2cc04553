package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lets the sweeper go round while the service runs, and what is held back go on. */
@Dependent
class SweepLoop {
    @Produces
    @Singleton
    Background loop(LeaseConfig config, TopicSetup topics, Sweeper sweeper) {
        return new Background("sweeper", config.sweeping(), config.sweep(), () -> {
            topics.ensure();
            sweeper.sweep();
        });
    }

    @Produces
    @Singleton
    Background releases(LeaseConfig config, TopicSetup topics, Releaser releaser) {
        return new Background("releaser", config.sweeping(), config.release(), () -> {
            topics.ensure();
            releaser.release();
        });
    }
}
