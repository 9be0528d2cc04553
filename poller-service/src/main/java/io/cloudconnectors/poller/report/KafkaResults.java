package io.cloudconnectors.poller.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.poller.PollerConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@link Results} on Kafka: in order per connector, each acknowledged by every replica that must have it. */
@ApplicationScoped
class KafkaResults implements Results {
    /** After the consumers and the runs have stopped. */
    private static final int LAST = 3000;

    /** Without metadata or room for so long, an event counts as lost. */
    private static final int MAX_BLOCK_MILLIS = 15_000;

    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private final Producer<String, byte[]> producer;
    private final ObjectMapper json;

    KafkaResults(PollerConfig config, ObjectMapper json) {
        this.json = json;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        MAX_BLOCK_MILLIS,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_REQUEST_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public Future<?> send(ResultEvent event) throws InterruptedException {
        String key = event.origin().connectorId().toString();
        try {
            return producer.send(new ProducerRecord<>(Topics.RESULTS, key, json.writeValueAsBytes(event)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        }
    }

    void onStop(@Observes @Priority(LAST) ShutdownEvent stop) {
        producer.close();
    }
}
