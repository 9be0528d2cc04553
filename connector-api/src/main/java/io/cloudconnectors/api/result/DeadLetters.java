package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Puts aside what can never be processed, so that it blocks nothing behind it. The headers {@code reason}, {@code topic},
 * {@code partition} and {@code offset} say why and whence; the value is the record's own.
 */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final KafkaClients clients;
    private final MeterRegistry meters;

    DeadLetters(KafkaClients clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    /**
     * Puts a record aside and waits until Kafka has it.
     *
     * @throws KafkaAwayException when Kafka did not take it; the record must then not be passed over
     */
    void put(ConsumerRecord<String, byte[]> record, String reason) throws InterruptedException {
        LOG.errorf(
                "A record was put aside; topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), record.value());
        header(letter, "reason", reason);
        header(letter, "topic", record.topic());
        header(letter, "partition", Integer.toString(record.partition()));
        header(letter, "offset", Long.toString(record.offset()));
        try {
            clients.producer().send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaAwayException("A record could not be put aside", e);
        }
        meters.counter("results.dead.letters").increment();
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
