package io.cloudconnectors.system.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DuplicatorIT {
    private static final int MESSAGES = 20;
    private static final List<String> TOPICS = List.of(Topics.RUNS_SCHEDULED, Topics.RESULTS);

    private final String broker = TestServers.kafka().bootstrapServers();
    private final String key = UUID.randomUUID().toString();

    @Test
    void everyMessageComesThreeTimesInAnotherOrder() {
        write(Topics.RESULTS, List.of("before"));

        try (var duplicator = new Duplicator(broker, TOPICS, Duration.ofMillis(500), new Random(1))) {
            TOPICS.forEach(topic -> write(topic, messages(topic)));
            await().until(() -> duplicator.written() == 2L * MESSAGES * TOPICS.size());
        }

        assertThat(values(read(Topics.RESULTS)))
                .as("what was there at its start")
                .containsOnlyOnce("before");
        for (String topic : TOPICS) {
            List<ConsumerRecord<String, String>> all = read(topic).stream()
                    .filter(record -> !record.value().equals("before"))
                    .toList();
            var copies = all.stream().filter(DuplicatorIT::isCopy).toList();
            assertThat(values(all).collect(groupingBy(value -> value, counting())))
                    .hasSize(MESSAGES)
                    .allSatisfy((_, times) -> assertThat(times).isEqualTo(3));
            assertThat(values(all.stream().filter(not(DuplicatorIT::isCopy)).toList()))
                    .containsExactlyElementsOf(messages(topic));
            assertThat(values(copies).distinct().toList()).isNotEqualTo(messages(topic));
            assertThat(copies)
                    .allSatisfy(copy -> assertThat(copy.partition())
                            .isEqualTo(all.getFirst().partition()))
                    .allSatisfy(copy -> assertThat(
                                    new String(copy.headers().lastHeader("kind").value(), UTF_8))
                            .isEqualTo("test"));
        }
    }

    @Test
    void copiesThatStillWaitAreWrittenAtItsEnd() {
        try (var _ = new Duplicator(broker, TOPICS, Duration.ofDays(1), new Random(1))) {
            write(Topics.RESULTS, List.of("late"));
        }

        assertThat(values(read(Topics.RESULTS))).containsExactly("late", "late", "late");
    }

    private static boolean isCopy(ConsumerRecord<?, ?> record) {
        return Duplicator.isCopy(record.headers());
    }

    private static List<String> messages(String topic) {
        return IntStream.range(0, MESSAGES).mapToObj(i -> topic + i).toList();
    }

    private static Stream<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value);
    }

    private void write(String topic, List<String> values) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                var record = new ProducerRecord<>(topic, key, value);
                record.headers().add("kind", "test".getBytes(UTF_8));
                producer.send(record);
            }
        }
    }

    /** All of this test's that is there. */
    private List<ConsumerRecord<String, String>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            records.removeIf(record -> !record.key().equals(key));
            return records;
        }
    }
}
