package io.cloudconnectors.poller.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The test's own end of Kafka. */
final class Topic implements AutoCloseable {
    private static final Map<String, Object> BROKER =
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(BROKER, new StringSerializer(), new ByteArraySerializer());
    private final Admin admin = Admin.create(BROKER);
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    TopicPartition send(RunRequest request) {
        try {
            return send(request.trigger().topic(), request.connectorId(), json.writeValueAsBytes(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TopicPartition send(String topic, UUID key, byte[] value) {
        try {
            RecordMetadata sent = producer.send(new ProducerRecord<>(topic, key.toString(), value))
                    .get();
            return new TopicPartition(sent.topic(), sent.partition());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was reported of a run so far, in order. */
    List<ResultEvent> results(UUID run) {
        return read(Topics.RESULTS).stream()
                .map(this::event)
                .filter(event -> event.origin().runId().equals(run))
                .toList();
    }

    private ResultEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            ResultEvent event = json.readValue(record.value(), ResultEvent.class);
            if (!event.origin().connectorId().toString().equals(record.key())) {
                throw new AssertionError("An event under another connector's key");
            }
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the topic holds now. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(BROKER, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records of the partition nobody has acknowledged. */
    long unacknowledged(String group, TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(BROKER, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            OffsetAndMetadata acknowledged = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            long end = consumer.endOffsets(Set.of(partition)).get(partition);
            return end - (acknowledged == null ? 0 : acknowledged.offset());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
