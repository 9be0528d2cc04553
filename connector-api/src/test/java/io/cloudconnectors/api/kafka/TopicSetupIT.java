package io.cloudconnectors.api.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.TopicSetup.Difference;
import io.cloudconnectors.contracts.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
    private final String name = "setup_" + UUID.randomUUID();
    private final TopicSpec declared = new TopicSpec(name, 3, Duration.ofDays(2), 1 << 20);

    @Test
    void aMissingTopicIsMadeAsDeclared() throws Exception {
        setup(Map.of()).ensure();

        assertThat(partitions()).isEqualTo(3);
        assertThat(setting("retention.ms")).isEqualTo("172800000");
        assertThat(setting("cleanup.policy")).isEqualTo("delete");
        assertThat(setting("max.message.bytes")).isEqualTo("1048576");
        assertThat(setting("min.insync.replicas")).isEqualTo("1");
    }

    @Test
    void aClusterMayHaveOtherPartitionsThanDeclared() throws Exception {
        setup(Map.of("engine-kafka.topics.partitions." + name, "5")).ensure();

        assertThat(partitions()).isEqualTo(5);
    }

    @Test
    void partitionsAreRaised() throws Exception {
        make(new NewTopic(name, 1, (short) 1));

        setup(Map.of()).ensure();

        assertThat(partitions()).isEqualTo(3);
    }

    @Test
    void partitionsAreNeverLowered() throws Exception {
        make(new NewTopic(name, 7, (short) 1));

        setup(Map.of()).ensure();

        assertThat(partitions()).isEqualTo(7);
    }

    @Test
    void aTopicThatIsKeptOtherwiseStaysSoAndIsToldOf() throws Exception {
        make(new NewTopic(name, 3, (short) 1).configs(Map.of("retention.ms", "60000", "max.message.bytes", "1048576")));
        TopicSetup setup = setup(Map.of("engine-kafka.topics.min-insync-replicas", "2"));

        setup.ensure();

        assertThat(setting("retention.ms")).isEqualTo("60000");
        try (Admin admin = Kafka.clients().admin()) {
            assertThat(setup.differences(admin, List.of(declared)))
                    .containsExactlyInAnyOrder(
                            new Difference(name, "retention.ms", "172800000", "60000"),
                            new Difference(name, "min.insync.replicas", "2", "1"));
        }
    }

    @Test
    void nothingIsDoneWhileNobodyAnswers() {
        TopicSetup setup = new TopicSetup(Kafka.clientsOfNobody(), Kafka.config(), List.of(declared));

        assertThatThrownBy(setup::ensure).isInstanceOf(KafkaAwayException.class);

        assertThat(setup.isDone()).isFalse();
    }

    @Test
    void whereATopicIsTheServiceNeedsNoRightToMakeIt() throws Exception {
        make(new NewTopic(name, 3, (short) 1));
        TopicSetup setup = new TopicSetup(clientsWithoutRights(), Kafka.config(), List.of(declared));

        setup.ensure();

        assertThat(setup.isDone()).isTrue();
    }

    @Test
    void aMissingTopicThatMayNotBeMadeIsNamed() {
        TopicSetup setup = new TopicSetup(clientsWithoutRights(), Kafka.config(), List.of(declared));

        assertThatThrownBy(setup::ensure).isInstanceOf(KafkaAwayException.class).hasMessageContaining(name);

        assertThat(setup.isDone()).isFalse();
    }

    private static KafkaClients clientsWithoutRights() {
        return new KafkaClients(Kafka.config()) {
            @Override
            public Admin admin() {
                return RefusingAdmin.before(super.admin());
            }
        };
    }

    private TopicSetup setup(Map<String, String> otherwise) {
        return new TopicSetup(Kafka.clients(), Kafka.config(otherwise), List.of(declared));
    }

    private static void make(NewTopic topic) throws Exception {
        try (Admin admin = Kafka.clients().admin()) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private int partitions() throws Exception {
        try (Admin admin = Kafka.clients().admin()) {
            return admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .get(name)
                    .partitions()
                    .size();
        }
    }

    private String setting(String key) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = Kafka.clients().admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(key)
                    .value();
        }
    }
}
