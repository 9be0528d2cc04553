package io.cloudconnectors.api.kafka;

import static java.util.Map.entry;

import io.cloudconnectors.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the suite's topics where they are missing. Any number of instances may do it at once. */
@ApplicationScoped
public class TopicSetup {
    private final KafkaClients clients;
    private final List<NewTopic> topics;
    private volatile boolean done;

    public TopicSetup(KafkaClients clients, KafkaConfig config) {
        this.clients = clients;
        this.topics = partitions(config.topics()).entrySet().stream()
                .map(topic -> new NewTopic(
                                topic.getKey(),
                                topic.getValue(),
                                config.topics().replicationFactor())
                        .configs(settings(topic.getKey())))
                .toList();
    }

    /**
     * Makes sure of the topics, once in the life of this process.
     *
     * @throws KafkaAwayException when the brokers do not answer; to be called again
     */
    public void ensure() throws InterruptedException {
        if (done) {
            return;
        }
        try (Admin admin = clients.admin()) {
            for (var topic : admin.createTopics(topics).values().values()) {
                await(topic);
            }
        }
        done = true;
    }

    /** Whether the topics are there as far as this process knows. */
    public boolean isDone() {
        return done;
    }

    private static void await(org.apache.kafka.common.KafkaFuture<Void> topic) throws InterruptedException {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaAwayException("Topics could not be made", e);
            }
        }
    }

    /** An anchor is needed for as long as its audit trail is. */
    private static Map<String, String> settings(String topic) {
        return topic.equals(Topics.AUDIT_ANCHORS)
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of();
    }

    private static Map<String, Integer> partitions(KafkaConfig.Topics config) {
        return Map.ofEntries(
                entry(Topics.RUNS_INTERACTIVE, config.runsInteractive()),
                entry(Topics.RUNS_SCHEDULED, config.runsScheduled()),
                entry(Topics.RESULTS, config.results()),
                entry(Topics.CONNECTOR_CHANGES, config.connectorChanges()),
                entry(Topics.DEAD_LETTERS, config.deadLetters()),
                entry(Topics.AUDIT_ANCHORS, config.auditAnchors()));
    }
}
