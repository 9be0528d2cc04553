package io.cloudconnectors.bench.peer;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a peer is told.
 *
 * @param url of the database; user and password beside it
 * @param connections the most that its pool has
 * @param brokers Kafka's
 * @param topic that it sends to
 * @param knobs what is particular to the peer
 */
public record PeerSettings(
        String url,
        String user,
        String password,
        int connections,
        String brokers,
        String topic,
        Map<String, String> knobs) {

    private static final String KNOB = "PEER_KNOB_";

    static PeerSettings of(Map<String, String> environment) {
        var knobs = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KNOB)) {
                knobs.put(name.substring(KNOB.length()), value);
            }
        });
        return new PeerSettings(
                required(environment, "PEER_DB_URL"),
                required(environment, "PEER_DB_USER"),
                required(environment, "PEER_DB_PASSWORD"),
                Integer.parseInt(required(environment, "PEER_CONNECTIONS")),
                required(environment, "PEER_BROKERS"),
                required(environment, "PEER_TOPIC"),
                Map.copyOf(knobs));
    }

    public Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("PEER_DB_URL", url);
        environment.put("PEER_DB_USER", user);
        environment.put("PEER_DB_PASSWORD", password);
        environment.put("PEER_CONNECTIONS", Integer.toString(connections));
        environment.put("PEER_BROKERS", brokers);
        environment.put("PEER_TOPIC", topic);
        knobs.forEach((name, value) -> environment.put(KNOB + name, value));
        return environment;
    }

    String knob(String name) {
        return required(knobs, name);
    }

    int number(String name) {
        return Integer.parseInt(knob(name));
    }

    /** The pool that connector-api has. */
    AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(connections)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password)))));
    }

    /** The producer that connector-api has. */
    Producer<String, byte[]> producer(int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 << 10),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
