package io.cloudconnectors.poller.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.lease.Leases;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes run requests of one topic, one at a time, and only while a slot is free: a poller never holds what another could
 * do. A request is acknowledged when its lease is answered, and asked for again while nobody answers; a record that is no
 * request is put aside.
 */
final class RunRequestConsumer implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunRequestConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Slots.Lane lane;
    private final Slots slots;
    private final Leases leases;
    private final DeadLetters deadLetters;
    private final Starter starter;
    private final ObjectMapper json;
    private final Duration retryDelay;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean joined = new AtomicBoolean();

    /** Starts a leased attempt, in the slot that was taken for it. */
    @FunctionalInterface
    interface Starter {
        void start(RunRequest request, Leases.Lease.Granted lease, Slots.Lane lane);
    }

    RunRequestConsumer(
            String topic,
            Slots.Lane lane,
            PollerConfig config,
            Slots slots,
            Leases leases,
            DeadLetters deadLetters,
            Starter starter,
            ObjectMapper json) {
        this.topic = topic;
        this.lane = lane;
        this.slots = slots;
        this.leases = leases;
        this.deadLetters = deadLetters;
        this.starter = starter;
        this.json = json;
        this.retryDelay = config.kafka().retryDelay();
        this.consumer = new KafkaConsumer<>(
                properties(config.kafka(), lane), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Properties properties(PollerConfig.Kafka kafka, Slots.Lane lane) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(
                ConsumerConfig.GROUP_ID_CONFIG,
                kafka.groupPrefix() + '_' + lane.name().toLowerCase(java.util.Locale.ROOT));
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int)
                kafka.metadataMaxAge().toMillis());
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return properties;
    }

    /** Whether it has joined its group, with or without partitions. */
    boolean isJoined() {
        return joined.get();
    }

    /** Ends {@link #run} soon. */
    void stop() {
        stopping.set(true);
        consumer.wakeup();
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(java.util.List.of(topic), new Joined());
            while (!stopping.get()) {
                pollOnce();
            }
        } catch (WakeupException stop) {
            LOG.debugf("Consumer of %s stops", topic);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Consumer of %s ended; this poller takes no more of its runs and reports not ready", topic);
            joined.set(false);
        }
    }

    private void pollOnce() {
        boolean slot = slots.tryTake(lane);
        if (slot) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        boolean slotUsed = false;
        try {
            // Without a slot this only stays in the group: everything is paused.
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                slotUsed = take(record);
            }
        } finally {
            if (slot && !slotUsed) {
                slots.giveBack(lane);
            }
        }
    }

    /** True when the slot is in use now. */
    private boolean take(ConsumerRecord<byte[], byte[]> record) {
        RunRequest request;
        try {
            request = json.readValue(record.value(), RunRequest.class);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            deadLetters.put(record, e);
            acknowledge(record);
            return false;
        }
        return switch (leases.lease(request)) {
            case Leases.Lease.Granted granted -> {
                // First the run, then the acknowledgement: a request that comes again is refused by its lease.
                starter.start(request, granted, lane);
                acknowledge(record);
                yield true;
            }
            case Leases.Lease.Refused() -> {
                acknowledge(record);
                yield false;
            }
            case Leases.Lease.Unreachable(var why) -> {
                LOG.warnf(
                        "No lease for run %s: connector-api cannot be asked (%s); asking again", request.runId(), why);
                askAgain(record);
                yield false;
            }
        };
    }

    private void askAgain(ConsumerRecord<byte[], byte[]> record) {
        consumer.seek(partition(record), record.offset());
        consumer.pause(consumer.assignment());
        // Stays in the group while it waits.
        consumer.poll(retryDelay);
    }

    private void acknowledge(ConsumerRecord<byte[], byte[]> record) {
        try {
            consumer.commitSync(Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
        } catch (CommitFailedException | RebalanceInProgressException moved) {
            LOG.debugf(
                    "Partition of %s moved before its acknowledgement; its request comes again, and is refused", topic);
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private final class Joined implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined.set(true);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Every request is acknowledged before the next is polled: there is nothing to hand over.
        }
    }
}
