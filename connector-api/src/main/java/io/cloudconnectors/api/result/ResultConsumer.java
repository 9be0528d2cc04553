package io.cloudconnectors.api.result;

import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results topic. Offsets are committed when the batch is taken in; when that fails, the consumer goes back to
 * where the batch began, so nothing is passed over while a database is away. Used by one thread.
 */
@ApplicationScoped
class ResultConsumer {
    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);

    private final KafkaClients clients;
    private final ResultIntake intake;
    private final ResultsConfig config;
    private @Nullable Consumer<String, byte[]> consumer;

    ResultConsumer(KafkaClients clients, ResultIntake intake, ResultsConfig config) {
        this.clients = clients;
        this.intake = intake;
        this.config = config;
    }

    /** Takes in one batch, or finds none. */
    void step() throws InterruptedException {
        Consumer<String, byte[]> open = open();
        ConsumerRecords<String, byte[]> records = open.poll(config.poll());
        if (records.isEmpty()) {
            return;
        }
        boolean taken = false;
        try {
            intake.take(records);
            taken = true;
        } finally { // whatever was thrown: a loop goes on after an Error, too
            if (!taken) {
                goBack(open, records);
            }
        }
        commit(open);
    }

    /** Leaves the group. */
    void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private Consumer<String, byte[]> open() {
        Consumer<String, byte[]> made = consumer;
        if (made == null) {
            made = clients.consumer(config.group(), config.batch());
            made.subscribe(List.of(Topics.RESULTS));
            consumer = made;
        }
        return made;
    }

    private static void goBack(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    private static void commit(Consumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.infof("Partitions moved during a batch; another instance takes it in again; reason=%s", e.getMessage());
        }
    }
}
