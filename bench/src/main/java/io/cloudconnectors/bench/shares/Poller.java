package io.cloudconnectors.bench.shares;

import io.cloudconnectors.bench.shares.Trial.Trouble;
import io.cloudconnectors.bench.shares.Trial.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.IntegerDeserializer;

/** A poller as far as the run topics know it: it takes a record when it has a free slot, and is done with it at once. */
final class Poller implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Until it looks again for a free slot. */
    private static final Duration FULL = Duration.ofMillis(5);

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    private final Trial trial;
    private final boolean troubled;
    private final String brokers;
    private final String topic;
    private final Ledger ledger;
    private final Semaphore slots = new Semaphore(Trial.SLOTS);

    /** @param troubled whether it is the one with the trouble */
    Poller(Trial trial, boolean troubled, String brokers, String topic, Ledger ledger) {
        this.trial = trial;
        this.troubled = troubled;
        this.brokers = brokers;
        this.topic = topic;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        try {
            switch (trial.way()) {
                case CONSUMER_GROUP -> asConsumer();
                case SHARE_GROUP, SHARE_GROUP_STRICT -> asSharer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void asConsumer() throws InterruptedException {
        var settings = settings();
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        settings.put("max.poll.interval.ms", Math.toIntExact(Trial.LOCK.toMillis()));
        settings.put("session.timeout.ms", 10_000);
        try (var consumer = new KafkaConsumer<>(settings, new IntegerDeserializer(), new IntegerDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!Thread.currentThread().isInterrupted()) {
                boolean free = slots.availablePermits() > 0;
                if (free) {
                    consumer.resume(consumer.paused());
                } else {
                    consumer.pause(consumer.assignment());
                }
                for (var record : consumer.poll(free ? POLL : FULL)) {
                    hangIfHung();
                    take(record);
                    consumer.commitSync();
                }
            }
        }
    }

    private void asSharer() throws InterruptedException {
        var settings = settings();
        settings.put("share.acknowledgement.mode", "explicit");
        if (trial.way() == Way.SHARE_GROUP_STRICT) {
            settings.put("share.acquire.mode", "record_limit");
        }
        try (var consumer = new KafkaShareConsumer<>(settings, new IntegerDeserializer(), new IntegerDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!Thread.currentThread().isInterrupted()) {
                if (slots.availablePermits() == 0) {
                    Thread.sleep(FULL); // There is no pause; who does not poll acquires nothing.
                    continue;
                }
                for (var record : consumer.poll(POLL)) {
                    hangIfHung();
                    if (slots.availablePermits() == 0) {
                        consumer.acknowledge(record, AcknowledgeType.RELEASE);
                    } else {
                        take(record);
                        consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                    }
                }
                consumer.commitAsync(); // commitSync would wait behind the fetch that is under way
            }
        }
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", brokers);
        settings.put("group.id", topic);
        settings.put("max.poll.records", 1);
        return settings;
    }

    private void hangIfHung() throws InterruptedException {
        if (troubled && trial.trouble() == Trouble.HUNG) {
            Thread.sleep(FOR_EVER);
        }
    }

    /** The lease: from here on the record is done with, and the run keeps a slot. */
    private void take(ConsumerRecord<Integer, Integer> record) throws InterruptedException {
        slots.acquire();
        ledger.taken(record.value());
        Duration run = troubled && trial.trouble() == Trouble.SATURATED ? FOR_EVER : Trial.RUN;
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(run);
                slots.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
