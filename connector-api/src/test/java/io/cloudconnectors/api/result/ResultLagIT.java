package io.cloudconnectors.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.contracts.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResultLagIT {
    /** Nobody but this test is in it. */
    private final String group = "lag-" + UUID.randomUUID();

    private final ResultsConfig config = Configs.of(ResultsConfig.class, Map.of("results.group", group));
    private final ResultLag lag = new ResultLag(Kafka.clients(), config);

    @BeforeAll
    static void topics() throws Exception {
        new TopicSetup(Kafka.clients(), Kafka.config()).ensure();
    }

    @Test
    void whatTheGroupHasNotCommittedWaits() throws Exception {
        takeAll();
        assertThat(lag.records()).isZero();

        var clients = Kafka.clients();
        for (int i = 0; i < 3; i++) {
            clients.producer()
                    .send(new ProducerRecord<>(Topics.RESULTS, i, "lag", new byte[] {'?'}))
                    .get();
        }

        assertThat(lag.records()).isEqualTo(3);
        takeAll();
        assertThat(lag.records()).isZero();
    }

    @Test
    void aGroupThatNeverReadHasAllToRead() throws Exception {
        Kafka.clients()
                .producer()
                .send(new ProducerRecord<>(Topics.RESULTS, 0, "lag", new byte[] {'?'}))
                .get();

        assertThat(lag.records()).isPositive();
    }

    @Test
    void whileNobodyAnswersItIsNotKnown() {
        assertThatThrownBy(() -> new ResultLag(Kafka.clientsOfNobody(), config).records())
                .isInstanceOf(KafkaAwayException.class);
    }

    private void takeAll() {
        try (var consumer = Kafka.clients().consumer(group, 1000)) {
            var partitions = consumer.partitionsFor(Topics.RESULTS).stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            consumer.commitSync(Duration.ofSeconds(10));
        }
    }
}
