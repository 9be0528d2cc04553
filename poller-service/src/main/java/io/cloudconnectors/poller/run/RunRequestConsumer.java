package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.lease.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes run requests of one topic, one at a time, and only while a slot is free: a poller never holds what another could
 * do. A request is acknowledged when its lease is answered, and asked for again while nobody answers; a record that is no
 * request is put aside.
 */
final class RunRequestConsumer implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunRequestConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Source source;
    private final Duties duties;
    private final Duration retryDelay;
    private Instant notBefore = Instant.EPOCH;
    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /** Where requests come from. */
    record Source(String topic, Slots.Lane lane, PollerConfig.Kafka kafka) {}

    /** What is done about them. */
    record Duties(
            Slots slots,
            RunRequests requests,
            Leases leases,
            DeadLetters deadLetters,
            Starter starter,
            InstantSource clock) {}

    /** Starts a leased attempt; the slot is its own from then on. */
    @FunctionalInterface
    interface Starter {
        void start(LeasedRun run, Slots.Slot slot);
    }

    RunRequestConsumer(Source source, Duties duties) {
        this.source = source;
        this.duties = duties;
        this.retryDelay = source.kafka().retryDelay();
    }

    /** Whether it has joined its group, with or without partitions. */
    boolean isJoined() {
        return joined;
    }

    /** Ends {@link #run} soon. */
    void stop() {
        stopping = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(source)) {
                current = consumer;
                consumer.subscribe(List.of(source.topic()), new Rebalance(consumer));
                while (!stopping) {
                    pollOnce(consumer);
                }
            } catch (WakeupException stop) {
                LOG.debugf("Consumer of %s stops", source.topic());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Consumer of %s failed; it starts anew, nothing is lost", source.topic());
                pauseAfterFailure();
            } finally {
                joined = false;
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            Thread.sleep(retryDelay);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void pollOnce(Consumer<byte[], byte[]> consumer) {
        if (accepting()) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        // Without a slot this only stays in the group: everything is paused.
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(consumer, record);
        }
    }

    private boolean accepting() {
        return !duties.clock().instant().isBefore(notBefore) && duties.slots().hasRoom(source.lane());
    }

    private void take(Consumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        switch (duties.requests().read(record.value())) {
            case RunRequests.Read.Poison(var why) -> {
                duties.deadLetters().put(record, why);
                acknowledge(consumer, record);
            }
            case RunRequests.Read.Good(var request) -> {
                Optional<Slots.Slot> slot = duties.slots().take(source.lane());
                if (slot.isEmpty()) {
                    // The other lane was faster.
                    consumer.seek(partition(record), record.offset());
                } else if (lease(request, slot.get())) {
                    acknowledge(consumer, record);
                } else {
                    consumer.seek(partition(record), record.offset());
                }
            }
        }
    }

    /** Whether the request is done with; the slot is given back unless a run has it. */
    private boolean lease(RunRequest request, Slots.Slot slot) {
        boolean started = false;
        try {
            Instant asked = duties.clock().instant();
            return switch (duties.leases().lease(request)) {
                case Leases.Lease.Granted(var grant) -> {
                    duties.starter().start(new LeasedRun(request, grant, asked), slot);
                    started = true;
                    yield true;
                }
                case Leases.Lease.Refused() -> {
                    LOG.debugf("Attempt %d of run %s is not to be had; dropped", request.attempt(), request.runId());
                    yield true;
                }
                case Leases.Lease.Unreachable(var why) -> {
                    LOG.warnf(
                            "No lease for run %s: connector-api gives no answer (%s); asking again in %s",
                            request.runId(), why, retryDelay);
                    notBefore = duties.clock().instant().plus(retryDelay);
                    yield false;
                }
            };
        } finally {
            if (!started) {
                slot.close();
            }
        }
    }

    private void acknowledge(Consumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        try {
            consumer.commitSync(Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
        } catch (WakeupException stop) {
            throw stop;
        } catch (KafkaException e) {
            // At worst the request comes again, here or elsewhere, and its lease is refused.
            LOG.warnf(
                    "A request of %s could not be acknowledged (%s)",
                    record.topic(), e.getClass().getSimpleName());
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Every request is acknowledged before the next is polled: there is nothing to hand over. */
    private final class Rebalance implements ConsumerRebalanceListener {
        private final Consumer<?, ?> consumer;

        private Rebalance(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            if (!accepting()) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.debugf("Partitions of %s go to another poller", source.topic());
        }
    }
}
