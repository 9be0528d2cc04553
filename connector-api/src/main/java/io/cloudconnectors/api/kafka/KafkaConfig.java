package io.cloudconnectors.api.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

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

    /** What of the topics is a matter of the cluster; the rest is {@link io.cloudconnectors.contracts.TopicSpec}'s. */
    interface Topics {
        /**
         * Partitions by the name of the topic, for those that shall have others than declared. A topic that has fewer is given
         * more, at the price that the events of a connector are in no order while both counts are in use: a slice that such a
         * run looked at is blind, and seen by the next one.
         */
        Map<String, Integer> partitions();

        /** Copies of each partition of a new topic; the brokers' default when it is -1. In production 3. */
        @WithDefault("-1")
        short replicationFactor();

        /** How many copies must have a record before it is acknowledged. In production 2. */
        @WithDefault("1")
        int minInsyncReplicas();
    }
}
