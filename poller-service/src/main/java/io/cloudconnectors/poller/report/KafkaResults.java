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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** {@link Results} on Kafka: in order per connector, each acknowledged by every replica that must have it. */
@ApplicationScoped
class KafkaResults implements Results {
    private static final Logger LOG = Logger.getLogger(KafkaResults.class);

    /** After the consumers and the runs have stopped. */
    private static final int LAST = 3000;

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
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_REQUEST_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void report(ResultEvent event) {
        // The callback is where a failure is dealt with.
        var _ = producer.send(record(event), (metadata, failure) -> {
            if (failure != null) {
                LOG.warnf(
                        failure,
                        "A part of run %s was not taken by Kafka; its slice will count as not seen",
                        event.origin().runId());
            }
        });
    }

    @Override
    public Future<?> finish(ResultEvent.RunFinished finished) {
        return producer.send(record(finished));
    }

    private ProducerRecord<String, byte[]> record(ResultEvent event) {
        String key = event.origin().connectorId().toString();
        try {
            return new ProducerRecord<>(Topics.RESULTS, key, json.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void onStop(@Observes @Priority(LAST) ShutdownEvent stop) {
        producer.close();
    }
}
