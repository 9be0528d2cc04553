package io.cloudconnectors.vault.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.contracts.VaultAuditAnchor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Heads of the vault's chains, kept where whoever can write to its database cannot: on the compacted topic of all anchors. */
@ApplicationScoped
class AnchorTopic {
    private static final Logger LOG = Logger.getLogger(AnchorTopic.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_WAITS = 10;
    /** Anchors are small, and few: far less than a producer keeps by default. */
    private static final long BUFFER = 1 << 20;

    private final AnchoringConfig config;
    private @Nullable Producer<String, byte[]> producer;

    AnchorTopic(AnchoringConfig config) {
        this.config = config;
    }

    /**
     * Returns when all are kept.
     *
     * @throws AnchorsAwayException when some were not acknowledged
     */
    void add(Collection<VaultAuditAnchor> anchors) throws InterruptedException {
        try {
            Producer<String, byte[]> sender = producer();
            List<Future<RecordMetadata>> inFlight = new ArrayList<>(anchors.size());
            for (VaultAuditAnchor anchor : anchors) {
                inFlight.add(sender.send(
                        new ProducerRecord<>(Topics.AUDIT_ANCHORS, anchor.key(), JSON.writeValueAsBytes(anchor))));
            }
            for (Future<RecordMetadata> sending : inFlight) {
                sending.get();
            }
        } catch (KafkaException | ExecutionException e) {
            throw new AnchorsAwayException("Anchors of the audit log were not acknowledged", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An anchor is always writable", e);
        }
    }

    /**
     * The furthest anchor of each chain.
     *
     * @throws AnchorsAwayException when they cannot all be read
     */
    Map<UUID, VaultAuditAnchor> all() {
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumerProperties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT_ANCHORS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readUpTo(consumer, consumer.endOffsets(partitions));
        } catch (KafkaException e) {
            throw new AnchorsAwayException("Anchors of the audit log cannot be read", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(config.deliveryTimeout());
            producer = null;
        }
    }

    private static Map<UUID, VaultAuditAnchor> readUpTo(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<UUID, VaultAuditAnchor> furthest = new HashMap<>();
        int emptyWaits = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(WAIT);
            emptyWaits = records.isEmpty() ? emptyWaits + 1 : 0;
            if (emptyWaits > MOST_EMPTY_WAITS) {
                throw new KafkaException("The end of the topic is not reached");
            }
            records.forEach(record -> read(record, furthest));
        }
        return furthest;
    }

    /** connector-api's anchors are on the same topic, under other keys. */
    private static void read(ConsumerRecord<String, byte[]> record, Map<UUID, VaultAuditAnchor> furthest) {
        if (record.key() == null || !record.key().startsWith(VaultAuditAnchor.KEY_PREFIX) || record.value() == null) {
            return;
        }
        try {
            VaultAuditAnchor anchor = JSON.readValue(record.value(), VaultAuditAnchor.class);
            furthest.merge(anchor.chain(), anchor, (one, other) -> one.seq() >= other.seq() ? one : other);
        } catch (IOException e) {
            LOG.errorf(
                    e,
                    "A record is no anchor of the vault's audit log and is passed over; topic=%s offset=%d",
                    Topics.AUDIT_ANCHORS,
                    record.offset());
        }
    }

    /** Made with the first anchor, so that the vault starts while no broker's name is known. */
    private synchronized Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
            Map<String, Object> properties = new HashMap<>(connection());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
            made = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    private Map<String, Object> consumerProperties() {
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>(connection());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    private Map<String, Object> connection() {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 5_000,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 10_000,
                CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 200,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
    }
}
