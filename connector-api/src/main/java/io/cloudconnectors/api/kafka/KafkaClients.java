package io.cloudconnectors.api.kafka;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Makes the engine's Kafka clients. Keys are texts, values bytes. */
@ApplicationScoped
public class KafkaClients {
    /**
     * How long what an instance that died was reading waits for another: well below a lease, or runs whose end lies there
     * would be done again.
     */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** A batch of results is at most this large, so that it fits into memory several times over. */
    private static final int LARGEST_FETCH = 8 << 20;

    /** Of a record before it is packed: as much as a producer buffers. */
    private static final int LARGEST_UNPACKED = 32 << 20;

    private final KafkaConfig config;
    private @Nullable Producer<String, byte[]> producer;
    private @Nullable Producer<String, byte[]> packing;

    KafkaClients(KafkaConfig config) {
        this.config = config;
    }

    /** For tests and tools without a container. */
    public static KafkaClients of(KafkaConfig config) {
        return new KafkaClients(config);
    }

    /** The producer of this process: acknowledged by all replicas, without duplicates of its own. */
    public synchronized Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(producerProperties(), new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    /**
     * A second one, for records that somebody else made. Pollers pack theirs, and topics limit what is packed: such a record may
     * be several times larger than any topic takes when it is sent on as it was read.
     */
    public synchronized Producer<String, byte[]> packingProducer() {
        Producer<String, byte[]> made = packing;
        if (made == null) {
            Map<String, Object> properties = producerProperties();
            properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_UNPACKED);
            made = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            packing = made;
        }
        return made;
    }

    /** A consumer that commits what its owner tells it to, and nothing by itself. */
    public Consumer<String, byte[]> consumer(String group, int batch) {
        Map<String, Object> properties = consumerProperties(batch);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 3);
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer of no group, for somebody who reads what there is. */
    public Consumer<String, byte[]> reader(int batch) {
        return new KafkaConsumer<>(consumerProperties(batch), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> consumerProperties(int batch) {
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>(connection());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH);
        return properties;
    }

    /**
     * How all clients reach the brokers. A broker that does not answer a connect is given up soon, and one that is away is
     * asked at most every few seconds, by clients that recover by themselves.
     */
    private Map<String, Object> connection() {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 5_000,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 10_000,
                CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 200,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
    }

    /** For what is asked now and then; to be closed. */
    public Admin admin() {
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>(connection());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeout, 10_000));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        return Admin.create(properties);
    }

    private Map<String, Object> producerProperties() {
        int timeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>(connection());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(timeout, 10_000));
        return properties;
    }

    @PreDestroy
    synchronized void close() {
        Stream.of(Optional.ofNullable(producer), Optional.ofNullable(packing))
                .flatMap(Optional::stream)
                .forEach(made -> made.close(config.deliveryTimeout()));
    }
}
