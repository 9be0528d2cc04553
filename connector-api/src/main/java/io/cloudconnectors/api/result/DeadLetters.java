package io.cloudconnectors.api.result;

import io.cloudconnectors.api.deadletter.DeadLetter;
import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Puts aside what can never be processed, so that it blocks nothing behind it; as a {@link DeadLetter}.
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
        try {
            clients.packingProducer().send(DeadLetter.of(record, reason)).get();
        } catch (ExecutionException e) {
            throw new KafkaAwayException("A record could not be put aside", e);
        }
        meters.counter("dead.letters", "topic", record.topic()).increment();
    }
}
