package io.cloudconnectors.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerIT {

    private final KafkaServer server = TestServers.kafka();

    @Test
    void aReadyBrokerHasTheTopicsOfTheSuite() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", server.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(
                            KafkaTopic.ofTests().stream().map(KafkaTopic::name).toList());
        }
    }

    @Test
    void itKeepsThemAsTheSuiteDeclaresThem() throws Exception {
        var anchors = new ConfigResource(ConfigResource.Type.TOPIC, "audit_anchors");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", server.bootstrapServers()))) {
            var settings = admin.describeConfigs(List.of(anchors)).all().get().get(anchors);

            assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact");
        }
    }

    @Test
    void aTopicThatNobodyPlannedIsNotMade() {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", server.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("typo"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void aRecordThatWasAcknowledgedByAllIsReadByAGroup() throws Exception {
        var value = UUID.randomUUID().toString();
        try (var producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                server.bootstrapServers(),
                                "acks",
                                "all",
                                "enable.idempotence",
                                "true"),
                        new StringSerializer(),
                        new StringSerializer());
                var consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                server.bootstrapServers(),
                                "group.id",
                                "it-" + value,
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            producer.send(new ProducerRecord<>("results", "key", value)).get();
            consumer.subscribe(List.of("results"));

            assertThat(consumer.poll(Duration.ofSeconds(20)))
                    .anySatisfy(read -> assertThat(read.value()).isEqualTo(value));
        }
    }
}
