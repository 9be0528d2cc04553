package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.poller.PollerConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Puts aside what is no run request, with where it came from and why, so that its partition goes on. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final KafkaProducer<byte[], byte[]> producer;

    DeadLetters(PollerConfig config) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the record is safe. */
    void put(ConsumerRecord<byte[], byte[]> record, String why) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), record.value());
        Map.of(
                        "source-topic", record.topic(),
                        "source-partition", Integer.toString(record.partition()),
                        "source-offset", Long.toString(record.offset()),
                        "error", why)
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(letter).get();
            LOG.warnf(
                    "Record %s-%d@%d is no run request; put aside on %s",
                    record.topic(), record.partition(), record.offset(), Topics.DEAD_LETTERS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A record cannot be put aside", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while putting a record aside", e);
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        producer.close();
    }
}
