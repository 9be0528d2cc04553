package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets the sweeper go round while the service runs, and does the hourly housekeeping. */
@Dependent
class SweepLoop {
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

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
    Background housekeeping(LeaseConfig config, SweepRepository sweeps, StagingRepository staging) {
        return new Background("housekeeping", config.sweeping(), HOUSEKEEPING, () -> {
            sweeps.ensurePartitions();
            staging.dropAbandoned();
        });
    }
}
