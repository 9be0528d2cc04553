package io.cloudconnectors.local.servers;

import io.cloudconnectors.contracts.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A topic that a broker starts with.
 *
 * @param settings by the names that Kafka gives them
 */
public record KafkaTopic(String name, int partitions, Map<String, String> settings) {

    /** The topics of the suite with the partitions that a deployment starts with. */
    public static List<KafkaTopic> ofDeployment() {
        return TopicSpec.ALL.stream()
                .map(topic -> new KafkaTopic(topic.name(), topic.partitions(), topic.settings()))
                .toList();
    }

    /** The same topics, with fewer partitions: enough to see that order holds only within one. */
    public static List<KafkaTopic> ofTests() {
        return ofDeployment().stream()
                .map(topic -> new KafkaTopic(topic.name(), Math.min(topic.partitions(), 4), topic.settings()))
                .toList();
    }

    /** As the broker's command line has it. */
    String argument() {
        return settings.entrySet().stream()
                .map(setting -> "," + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("", name + "=" + partitions, ""));
    }
}
