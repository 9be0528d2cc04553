package io.cloudconnectors.api.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Kafka as the engine uses it. */
@ConfigMapping(prefix = "engine-kafka")
public interface KafkaConfig {
    /** Brokers to begin with, {@code host:port}, separated by commas. */
    String bootstrapServers();

    /** Within this a record is acknowledged, or its sending has failed. */
    @WithDefault("30S")
    Duration deliveryTimeout();

    /** The topics that are made at start when they are not there. */
    Topics topics();

    /** Partitions of new topics. Topics that exist keep theirs. */
    interface Topics {
        /** Of {@code runs_interactive}. */
        @WithDefault("16")
        int runsInteractive();

        /** Of {@code runs_scheduled}. */
        @WithDefault("64")
        int runsScheduled();

        /** Of {@code results}. */
        @WithDefault("64")
        int results();

        /** Of {@code connector_changes}. */
        @WithDefault("16")
        int connectorChanges();

        /** Of {@code dead_letters}. */
        @WithDefault("4")
        int deadLetters();

        /** Of {@code audit_anchors}. */
        @WithDefault("1")
        int auditAnchors();

        /** Copies of each partition; the brokers' default when it is -1. */
        @WithDefault("-1")
        short replicationFactor();
    }
}
