package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.kafka.KafkaAwayException;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.ConnectorStateChanged;
import io.cloudconnectors.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Sends committed outbox rows to Kafka, a whole batch in flight together, and deletes those that were acknowledged. What
 * was not is sent again by whoever takes it over, so every message arrives at least once.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final KafkaClients clients;
    private final Outbox outbox;

    OutboxRelay(KafkaClients clients, Outbox outbox) {
        this.clients = clients;
        this.outbox = outbox;
    }

    /**
     * Sends a batch and waits for its acknowledgements.
     *
     * @throws KafkaAwayException when some were not acknowledged; those that were are deleted all the same
     */
    public void send(List<OutboxRow> rows) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        List<Future<RecordMetadata>> inFlight = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            var sending = clients.producer().send(record(row));
            inFlight.add(sending);
            if (sending.state() == Future.State.FAILED) {
                break; // Kafka cannot be reached: each further record would wait as long as this one did
            }
        }
        List<OutboxRow> acknowledged = new ArrayList<>(rows.size());
        ExecutionException failure = null;
        for (int i = 0; i < inFlight.size(); i++) {
            try {
                inFlight.get(i).get();
                acknowledged.add(rows.get(i));
            } catch (ExecutionException e) {
                failure = e;
            }
        }
        if (!acknowledged.isEmpty()) {
            outbox.delete(acknowledged);
        }
        if (failure != null) {
            throw new KafkaAwayException("Messages were not acknowledged and will be sent again", failure);
        }
    }

    /** Sends a few rows at once without making the caller wait; a failure leaves them in the outbox. */
    public void sendSoon(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            Thread.ofVirtual().name("outbox-send").start(() -> trySend(rows));
        }
    }

    /** Whether the outbox has reached its bound. */
    boolean isFull() {
        return outbox.isFull();
    }

    /** Sends the events that wait, and what other instances, or this one before a crash, left behind. */
    void sendLeftBehind() throws InterruptedException {
        List<OutboxRow> rows = outbox.takeOver();
        while (!rows.isEmpty()) {
            LOG.debugf("Outbox rows were taken over; rows=%d", rows.size());
            send(rows);
            rows = outbox.takeOver();
        }
    }

    private void trySend(List<OutboxRow> rows) {
        try {
            send(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "Messages stay in the outbox until they are taken over; rows=%d", rows.size());
        }
    }

    private static ProducerRecord<String, byte[]> record(OutboxRow row) {
        var record = new ProducerRecord<String, byte[]>(
                row.topic(), row.key(), row.payload().getBytes(StandardCharsets.UTF_8));
        if (row.topic().equals(Topics.CONNECTOR_CHANGES)) { // the structured mode of the CloudEvents binding for Kafka
            record.headers().add("content-type", ConnectorStateChanged.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
