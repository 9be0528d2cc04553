package io.cloudconnectors.api.result;

import io.cloudconnectors.api.result.ResultCodec.UnreadableException;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes in a batch: all its chunks in one statement, then the other events, in order within a partition and partitions
 * side by side. A record that can never be processed is put aside; any other failure is thrown, and the batch is to be
 * taken in again.
 */
@ApplicationScoped
class ResultIntake {
    private final ResultHandler handler;
    private final DeadLetters deadLetters;
    private final Semaphore partitionsAtOnce;

    ResultIntake(ResultHandler handler, DeadLetters deadLetters, ResultsConfig config) {
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.partitionsAtOnce = new Semaphore(config.parallel());
    }

    void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        List<Arrived> chunks = new ArrayList<>();
        List<Callable<Void>> partitions = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            List<Arrived> rest = new ArrayList<>();
            for (Arrived arrived : read(records.records(partition))) {
                (arrived.event() instanceof SliceChunk ? chunks : rest).add(arrived);
            }
            if (!rest.isEmpty()) {
                partitions.add(() -> handle(rest));
            }
        }
        stage(chunks);
        sideBySide(partitions);
    }

    private List<Arrived> read(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        List<Arrived> events = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                events.add(new Arrived(record, ResultCodec.read(record.value())));
            } catch (UnreadableException e) {
                deadLetters.put(record, String.valueOf(e.getMessage()));
            }
        }
        return events;
    }

    /** All at once; when one of them is poison, one by one, to find it. */
    private void stage(List<Arrived> chunks) throws InterruptedException {
        try {
            handler.stage(
                    chunks.stream().map(arrived -> (SliceChunk) arrived.event()).toList());
        } catch (RuntimeException e) {
            if (Poison.of(e).isEmpty()) {
                throw e;
            }
            for (Arrived chunk : chunks) {
                handle(chunk);
            }
        }
    }

    private void sideBySide(List<Callable<Void>> partitions) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(partitions)) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Void handle(List<Arrived> events) throws InterruptedException {
        partitionsAtOnce.acquire();
        try {
            for (Arrived event : events) {
                handle(event);
            }
            return null;
        } finally {
            partitionsAtOnce.release();
        }
    }

    private void handle(Arrived arrived) throws InterruptedException {
        try {
            handler.handle(arrived.event());
        } catch (RuntimeException e) {
            deadLetters.put(arrived.record(), Poison.of(e).orElseThrow(() -> e));
        }
    }

    /** An event and the record that it came in. */
    private record Arrived(ConsumerRecord<String, byte[]> record, ResultEvent event) {}
}
