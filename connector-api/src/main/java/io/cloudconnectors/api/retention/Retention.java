package io.cloudconnectors.api.retention;

import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.retention.PartitionRepository.Table;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes room for the runs of the coming days and lets go of the old ones. Any number of instances may. */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    /** A run whose day has just ended may still go. */
    private static final Duration LEAST = Duration.ofDays(2);

    private final PartitionRepository partitions;
    private final StagingRepository staging;
    private final RetentionConfig config;

    Retention(PartitionRepository partitions, StagingRepository staging, RetentionConfig config) {
        this.partitions = partitions;
        this.staging = staging;
        this.config = config;
    }

    @Produces
    @Singleton
    Background loop() {
        return new Background("retention", config.enabled(), config.every(), this::round);
    }

    /** What is needed first: without room no run can be made, while old rows only take some. */
    void round() {
        partitions.ensure(config.daysAhead());
        dropDays(Table.SLICES, shorter(config.slices(), config.runs()));
        dropDays(Table.RUNS, config.runs());
        dropAbandonedChunks();
    }

    private void dropDays(Table table, Duration kept) {
        Duration atLeast = kept.compareTo(LEAST) > 0 ? kept : LEAST;
        Optional<String> dropped = partitions.dropOldest(table, atLeast);
        while (dropped.isPresent()) {
            LOG.infof("A day was dropped, its retention is over; partition=%s", dropped.get());
            dropped = partitions.dropOldest(table, atLeast);
        }
    }

    private void dropAbandonedChunks() {
        int all = 0;
        int batch = staging.dropAbandoned(config.batch());
        while (batch > 0) {
            all += batch;
            batch = staging.dropAbandoned(config.batch());
        }
        if (all > 0) {
            LOG.infof("Staged chunks were dropped, the end of their slice never came; chunks=%d", all);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
