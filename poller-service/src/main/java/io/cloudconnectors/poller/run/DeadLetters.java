package io.cloudconnectors.poller.run;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.poller.PollerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Puts aside what is no run request, with where it came from and why, so that its partition goes on. */
@Startup
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** A record that came packed may be larger unpacked than a topic takes: it goes on packed, and this is before that. */
    private static final int LARGEST_UNPACKED = 32 << 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Counter> put;

    DeadLetters(PollerConfig config, MeterRegistry meters) {
        // They are there from the start: a counter that appeared with the first letter would hide it from increase().
        this.put = Stream.of(Topics.RUNS_INTERACTIVE, Topics.RUNS_SCHEDULED)
                .collect(toMap(topic -> topic, topic -> meters.counter("dead.letters", "topic", topic)));
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_UNPACKED),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the record is safe. */
    void put(ConsumerRecord<byte[], byte[]> record, String why) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), record.value());
        Map.of(
                        "topic", record.topic(),
                        "partition", Integer.toString(record.partition()),
                        "offset", Long.toString(record.offset()),
                        "reason", why)
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(letter).get();
            Objects.requireNonNull(put.get(record.topic())).increment();
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
