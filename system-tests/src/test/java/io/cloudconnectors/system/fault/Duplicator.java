package io.cloudconnectors.system.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Lets every message of some topics come three times, in another order: each record that is written from its start on is
 * written twice more to the same partition, each copy after a delay of its own, so that it comes behind records that were
 * written later. A broker that is away for some minutes does not end it.
 */
final class Duplicator implements AutoCloseable {
    private static final String MARK = "fault-copy";
    private static final int COPIES = 2;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final long mostDelay;
    private final PriorityQueue<Copy> waiting = new PriorityQueue<>(Comparator.comparingLong(Copy::due));
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> running;
    private volatile boolean closing;

    /** A record to be written when the time has come, by {@link System#nanoTime}. */
    private record Copy(long due, ProducerRecord<byte[], byte[]> record) {}

    /**
     * Begins with what is written after its return.
     *
     * @param mostDelay of a copy; with more than a lease, copies come after the next attempt was leased
     */
    Duplicator(String bootstrapServers, Collection<String> topics, Duration mostDelay, Random random) {
        this.random = random;
        this.mostDelay = mostDelay.toNanos();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "delivery.timeout.ms",
                        Math.toIntExact(PATIENCE.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> producer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // It goes there when it is asked where it is, and no sooner.
        this.running = CompletableFuture.runAsync(
                this::run,
                run -> Thread.ofPlatform().name("duplicator").daemon().start(run));
    }

    /** Whether a record is such a copy. */
    static boolean isCopy(Headers headers) {
        return headers.lastHeader(MARK) != null;
    }

    /** How many copies the broker has taken. */
    long written() {
        return written.get();
    }

    /** Copies what is there by now, writes all copies that still wait, and ends. */
    @Override
    public void close() {
        closing = true;
        try (consumer) {
            running.join();
        } finally {
            producer.close(END);
        }
    }

    private void run() {
        while (!closing) {
            read();
            write(System.nanoTime());
        }
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
        write(Long.MAX_VALUE);
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (!isCopy(record.headers())) {
                copy(record);
            }
        }
    }

    private void copy(ConsumerRecord<byte[], byte[]> record) {
        for (int i = 0; i < COPIES; i++) {
            var headers = new RecordHeaders(record.headers()).add(MARK, new byte[0]);
            var copy = new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), headers);
            waiting.add(new Copy(System.nanoTime() + random.nextLong(mostDelay), copy));
        }
    }

    private void write(long now) {
        for (Copy next = waiting.peek(); next != null && next.due() <= now; next = waiting.peek()) {
            producer.send(waiting.remove().record(), (_, failure) -> {
                if (failure == null) {
                    written.incrementAndGet();
                }
            });
        }
    }
}
