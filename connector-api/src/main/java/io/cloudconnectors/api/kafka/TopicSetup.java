package io.cloudconnectors.api.kafka;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.contracts.TopicSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Makes the suite's topics where they are missing, and gives those that are there more partitions when more are wanted, never
 * fewer. Other settings of a topic that is there are its operator's: where they differ from what is declared, it is told, and
 * nothing is changed. Where all topics are there, the service needs no right to make, raise or look into any. Any number of
 * instances may do it at once.
 */
@ApplicationScoped
public class TopicSetup {
    private static final Logger LOG = Logger.getLogger(TopicSetup.class);

    private final KafkaClients clients;
    private final KafkaConfig.Topics config;
    private final List<TopicSpec> topics;
    private volatile boolean done;

    @Inject
    public TopicSetup(KafkaClients clients, KafkaConfig config) {
        this(clients, config, TopicSpec.ALL);
    }

    TopicSetup(KafkaClients clients, KafkaConfig config, List<TopicSpec> declared) {
        this.clients = clients;
        this.config = config.topics();
        this.topics = declared.stream()
                .map(topic -> topic.withPartitions(
                        config.topics().partitions().getOrDefault(topic.name(), topic.partitions())))
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
            List<TopicSpec> found = createMissing(admin);
            if (!found.isEmpty()) {
                compare(admin, found);
            }
        }
        done = true;
    }

    /** Whether the topics are there as far as this process knows. */
    public boolean isDone() {
        return done;
    }

    /** Answers those that were there already. They are not asked for: who may not make topics is refused also then. */
    private List<TopicSpec> createMissing(Admin admin) throws InterruptedException {
        Set<String> there = new HashSet<>(answer(admin.listTopics().names()));
        var creating = admin.createTopics(topics.stream()
                        .filter(topic -> !there.contains(topic.name()))
                        .map(this::toMake)
                        .toList())
                .values();
        for (var topic : creating.entrySet()) {
            try {
                answer(topic.getValue());
            } catch (TopicExistsException e) {
                there.add(topic.getKey());
            } catch (AuthorizationException e) {
                throw new KafkaAwayException("A topic is missing and may not be made here: " + topic.getKey(), e);
            }
        }
        return topics.stream().filter(topic -> there.contains(topic.name())).toList();
    }

    private void compare(Admin admin, List<TopicSpec> found) throws InterruptedException {
        try {
            raisePartitions(admin, found);
            differences(admin, found).forEach(TopicSetup::tell);
        } catch (AuthorizationException e) {
            LOG.infof("The topics that are there are left to their operator; reason=%s", e.getMessage());
        }
    }

    private NewTopic toMake(TopicSpec topic) {
        return new NewTopic(topic.name(), topic.partitions(), config.replicationFactor()).configs(settings(topic));
    }

    private void raisePartitions(Admin admin, List<TopicSpec> found) throws InterruptedException {
        Map<String, Integer> wanted = found.stream().collect(toMap(TopicSpec::name, TopicSpec::partitions));
        for (TopicDescription topic :
                answer(admin.describeTopics(wanted.keySet()).allTopicNames()).values()) {
            int more = wanted.getOrDefault(topic.name(), 0);
            if (topic.partitions().size() < more) {
                raise(admin, topic, more);
            }
        }
    }

    private static void raise(Admin admin, TopicDescription topic, int wanted) throws InterruptedException {
        try {
            answer(admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(wanted)))
                    .all());
            LOG.infof(
                    "A topic has more partitions; topic=%s before=%d now=%d",
                    topic.name(), topic.partitions().size(), wanted);
        } catch (InvalidPartitionsException e) {
            LOG.infof("Another instance was faster to raise the partitions; topic=%s", topic.name());
        }
    }

    /** Where the settings of topics that are there are not the declared ones. */
    List<Difference> differences(Admin admin, List<TopicSpec> found) throws InterruptedException {
        Map<ConfigResource, Config> there = answer(
                admin.describeConfigs(found.stream().map(TopicSetup::resource).toList())
                        .all());
        List<Difference> differences = new ArrayList<>();
        for (TopicSpec topic : found) {
            Config config = Objects.requireNonNull(there.get(resource(topic)));
            settings(topic).forEach((setting, declared) -> {
                String has = config.get(setting).value();
                if (!declared.equals(has)) {
                    differences.add(new Difference(topic.name(), setting, declared, has));
                }
            });
        }
        return differences;
    }

    private Map<String, String> settings(TopicSpec topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(config.minInsyncReplicas()));
        return settings;
    }

    private static ConfigResource resource(TopicSpec topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static void tell(Difference it) {
        LOG.warnf(
                "A topic is kept otherwise than declared and stays so; topic=%s setting=%s declared=%s is=%s",
                it.topic(), it.setting(), it.declared(), it.has());
    }

    /** What the broker says; of its refusals those are thrown as they are after which something else is to be done. */
    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case TopicExistsException there -> throw there;
                case InvalidPartitionsException enough -> throw enough;
                case AuthorizationException refused -> throw refused;
                case null, default -> throw new KafkaAwayException("Topics could not be made sure of", e);
            }
        }
    }

    /** One setting of one topic. */
    record Difference(String topic, String setting, String declared, String has) {}
}
