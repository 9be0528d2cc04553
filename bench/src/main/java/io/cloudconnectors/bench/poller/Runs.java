package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.bench.poller.Run.Ended;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends run requests, reads what becomes of them, and makes sure that each ended as it should. */
final class Runs implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BUDGET_SECONDS = 3_600;
    private static final Instant NEVER_TOO_OLD = Instant.parse("9999-12-31T00:00:00Z");
    /** No account's own limit is to be what is measured. */
    private static final int REQUESTS_PER_SECOND = 1_000;
    /** How an event with assets begins: it is counted, and not read, for reading is dear. */
    private static final byte[] CHUNK = "{\"event\":\"SLICE_CHUNK\"".getBytes(StandardCharsets.UTF_8);

    private final ConcurrentMap<UUID, Run> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Run> byConnector = new ConcurrentHashMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    Runs(String brokers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader = Thread.ofPlatform().daemon().name("results").start(this::read);
    }

    Optional<Run> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** How many are leased and have not ended. */
    int underWay() {
        return (int) byId.values().stream().filter(Run::isLeased).count();
    }

    /** One run; see it through with {@link #through}. */
    Run send(Account account, OptionalInt wanted) {
        Run run = new Run(account, wanted);
        byId.put(run.id(), run);
        byConnector.put(run.connector().toString(), run);
        var request = new RunRequest(
                run.id(),
                1,
                run.connector(),
                "bench",
                Provider.AWS,
                RunTrigger.SCHEDULED,
                account.settings(),
                new CredentialReference(run.id(), 1),
                NEVER_TOO_OLD,
                BUDGET_SECONDS,
                REQUESTS_PER_SECOND);
        try {
            var _ = producer.send(new ProducerRecord<>(
                    request.trigger().topic(), run.connector().toString(), json.writeValueAsBytes(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run;
    }

    /** A run of each account at once, to its end. */
    Wave all(List<Account> accounts, ToIntFunction<Account> wanted) {
        return through(accounts.stream()
                .map(account -> send(account, OptionalInt.of(wanted.applyAsInt(account))))
                .toList());
    }

    /**
     * Waits until all have ended.
     *
     * @throws IllegalStateException when one did not end as it should, or in time
     */
    Wave through(List<Run> runs) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<Ended> ended = new ArrayList<>();
        try {
            for (Run run : runs) {
                ended.add(run.end().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "%d of %d runs had ended after %s".formatted(ended.size(), runs.size(), LIMIT), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Wave(ended);
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    Run run = byConnector.get(record.key());
                    if (run != null) {
                        take(run, record.value());
                    }
                }
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    private void take(Run run, byte[] event) {
        if (Arrays.equals(event, 0, Math.min(CHUNK.length, event.length), CHUNK, 0, CHUNK.length)) {
            run.chunk();
            return;
        }
        try {
            run.take(json.readValue(event, ResultEvent.class), System.nanoTime());
        } catch (IOException e) {
            run.end().completeExceptionally(e);
        }
        if (run.end().isDone()) {
            byId.remove(run.id());
            byConnector.remove(run.connector().toString());
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
