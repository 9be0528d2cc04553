package io.cloudconnectors.bench.dispatch;

import io.cloudconnectors.bench.Sql;
import io.cloudconnectors.bench.dispatch.DispatchBenchmark.BenchFailedException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postgresql.PGConnection;

/** Sees what has reached Kafka. The broker's clock says when: the topics are set to the time of appending. */
final class Tap implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
            // What was measured is thrown away by segments.
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20),
            TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "1000");
    private static final int PARTITIONS = 64;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Admin admin;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Map<TopicPartition, Long>> begins = new HashMap<>();

    Tap(String brokers) {
        this.admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers));
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "fetch.max.bytes", 16 << 20, "max.poll.records", 5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Makes the peers' topics, and sets the product's. */
    void prepare(List<String> missing, List<String> existing) {
        await(() -> admin.createTopics(missing.stream()
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1).configs(SETTINGS))
                        .toList())
                .all()
                .get());
        var operations = SETTINGS.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        await(() -> admin.incrementalAlterConfigs(existing.stream()
                        .collect(Collectors.<String, ConfigResource, Collection<AlterConfigOp>>toMap(
                                name -> new ConfigResource(ConfigResource.Type.TOPIC, name), _ -> operations)))
                .all()
                .get());
    }

    /** Counts from here, and lets go of what is before. */
    void begin(String topic) {
        Map<TopicPartition, Long> ends = ends(topic);
        begins.put(topic, ends);
        await(() -> admin.deleteRecords(ends.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                .all()
                .get());
    }

    /** The records that Kafka has since then: acknowledged, for there is one broker. */
    long count(String topic) {
        Map<TopicPartition, Long> begin = begins.getOrDefault(topic, Map.of());
        return ends(topic).entrySet().stream()
                .mapToLong(end -> end.getValue() - begin.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    private Map<TopicPartition, Long> ends(String topic) {
        return consumer.endOffsets(partitions(topic));
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Writes key and time of each record since the beginning to {@code bench.arrival}. */
    void arrivals(String topic, Connection database) throws SQLException {
        Sql.execute(database, "TRUNCATE bench.arrival");
        var copy = database.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY bench.arrival FROM STDIN");
        Map<TopicPartition, Long> ends = ends(topic);
        consumer.assign(ends.keySet());
        begins.getOrDefault(topic, Map.of()).forEach(consumer::seek);
        long open = count(topic);
        while (open > 0) {
            var rows = new StringBuilder();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                rows.append(record.key()).append('\t');
                rows.append(Instant.ofEpochMilli(record.timestamp())).append('\n');
                open--;
            }
            byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
        consumer.unsubscribe();
    }

    private static void await(Call call) {
        try {
            call.run();
        } catch (ExecutionException e) {
            throw new BenchFailedException("Kafka refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailedException("Interrupted", e);
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws ExecutionException, InterruptedException;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
