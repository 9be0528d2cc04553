package io.cloudconnectors.local.servers;

import io.cloudconnectors.contracts.Topics;
import java.util.List;

/** A topic that a broker starts with. */
public record KafkaTopic(String name, int partitions) {

    /** The topics of the suite with the partitions that a deployment starts with. */
    public static List<KafkaTopic> ofDeployment() {
        return List.of(
                new KafkaTopic(Topics.RUNS_INTERACTIVE, 16),
                new KafkaTopic(Topics.RUNS_SCHEDULED, 64),
                new KafkaTopic(Topics.RESULTS, 64),
                new KafkaTopic(Topics.CONNECTOR_CHANGES, 16),
                new KafkaTopic(Topics.DEAD_LETTERS, 4),
                new KafkaTopic(Topics.AUDIT_ANCHORS, 1));
    }

    /** The same topics, with fewer partitions: enough to see that order holds only within one. */
    public static List<KafkaTopic> ofTests() {
        return ofDeployment().stream()
                .map(topic -> new KafkaTopic(topic.name(), Math.min(topic.partitions(), 4)))
                .toList();
    }
}
