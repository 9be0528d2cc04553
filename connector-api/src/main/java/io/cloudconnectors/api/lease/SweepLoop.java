package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/** Lets the sweeper go round while the service runs, and does the hourly housekeeping. */
@ApplicationScoped
class SweepLoop {
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final LeaseConfig config;
    private final TopicSetup topics;
    private final Sweeper sweeper;
    private final SweepRepository sweeps;
    private final StagingRepository staging;
    private List<Loop> loops = List.of();

    SweepLoop(
            LeaseConfig config, TopicSetup topics, Sweeper sweeper, SweepRepository sweeps, StagingRepository staging) {
        this.config = config;
        this.topics = topics;
        this.sweeper = sweeper;
        this.sweeps = sweeps;
        this.staging = staging;
    }

    void start(@Observes StartupEvent event) {
        if (config.sweeping()) {
            loops = List.of(
                    Loop.start("sweeper", config.sweep(), () -> {
                        topics.ensure();
                        sweeper.sweep();
                    }),
                    Loop.start("housekeeping", HOUSEKEEPING, () -> {
                        sweeps.ensurePartitions();
                        staging.dropAbandoned();
                    }));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::close);
    }
}
