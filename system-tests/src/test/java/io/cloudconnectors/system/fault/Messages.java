package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.history.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies in the topics of runs, from their beginning. Used by one thread. */
final class Messages implements AutoCloseable {
    private static final List<String> TOPICS = List.of(Topics.RUNS_INTERACTIVE, Topics.RUNS_SCHEDULED);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    Messages(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Forgets what was read so far, for a next seed. */
    void forget() {
        readAll();
        records.clear();
    }

    /** The run requests of a tenant that were sent since, copies left out. */
    List<Moment> requests(String tenant) {
        readAll();
        return records.stream().flatMap(record -> request(record, tenant)).toList();
    }

    /** Who has a wrong clock stamps its messages with it; each was there before it was read. */
    private static Stream<Moment> request(ConsumerRecord<byte[], byte[]> record, String tenant) {
        try {
            JsonNode request = JSON.readTree(record.value());
            return request.path("tenant").asText().equals(tenant)
                    ? Stream.of(new Moment(
                            Math.min(record.timestamp() * 1000, Moment.clock()),
                            new Event.MessageInKafka(
                                    UUID.fromString(request.path("runId").asText()),
                                    request.path("attempt").asInt())))
                    : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(POLL)) {
                if (!Duplicator.isCopy(record.headers())) {
                    records.add(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
