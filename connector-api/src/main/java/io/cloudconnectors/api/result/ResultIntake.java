package io.cloudconnectors.api.result;

import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.result.ArrivedSlices.Ended;
import io.cloudconnectors.api.result.ResultCodec.UnreadableException;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Takes in a batch in five steps, each of which does what there is of its kind at once: the chunks of slices that did not
 * come whole are staged in one statement; the slices of all connectors of which nothing changed are recorded in one; the
 * others are merged, those of an attempt in one transaction and connectors side by side; what they came to is recorded in one
 * statement; then runs end, in order within a partition. A poller sends in that order, so what a step reads is there. When a step fails because of a record, it is done record by record to find it, and the record is put
 * aside; any other failure is thrown, and the batch is to be taken in again.
 */
@ApplicationScoped
class ResultIntake {
    private final ResultHandler handler;
    private final DeadLetters deadLetters;
    private final Semaphore atOnce;

    ResultIntake(ResultHandler handler, DeadLetters deadLetters, ResultsConfig config) {
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.atOnce = new Semaphore(config.parallel());
    }

    void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        var slices = new ArrivedSlices();
        List<Arrived<SliceBlind>> blind = new ArrayList<>();
        List<List<Arrived<RunFinished>>> finished = new ArrayList<>();
        for (List<Arrived<Report>> partition : read(records)) {
            List<Arrived<RunFinished>> ofPartition = new ArrayList<>();
            for (Arrived<Report> arrived : partition) {
                switch (arrived.event()) {
                    case RawChunk chunk -> slices.add(arrived.as(chunk));
                    case Report.Seen(SliceSeen event) -> slices.end(arrived.as(event));
                    case Report.Blind(SliceBlind event) -> blind.add(arrived.as(event));
                    case Report.Finished(RunFinished event) -> ofPartition.add(arrived.as(event));
                }
            }
            finished.add(ofPartition);
        }
        List<Ended> ended = slices.ended();
        allOrOneByOne(slices.toStage(), handler::stage);
        List<Arrived<SliceEnd>> ends = merge(ended);
        blind.forEach(arrived -> ends.add(arrived.as(handler.blind(arrived.event()))));
        allOrOneByOne(ends, handler::record);
        sideBySide(finished, runs -> {
            for (Arrived<RunFinished> run : runs) {
                allOrOneByOne(List.of(run), one -> handler.finish(one.getFirst()));
            }
            return List.<Void>of();
        });
    }

    /** The reports of each partition, in their order. */
    private List<List<Arrived<Report>>> read(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        return sideBySide(records.partitions(), partition -> List.of(read(records.records(partition))));
    }

    private List<Arrived<Report>> read(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        List<Arrived<Report>> reports = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                reports.add(new Arrived<>(record, ResultCodec.read(record.value())));
            } catch (UnreadableException e) {
                deadLetters.put(record, String.valueOf(e.getMessage()));
            }
        }
        return reports;
    }

    private List<Arrived<SliceEnd>> merge(List<Ended> ended) throws InterruptedException {
        List<Arrived<SliceEnd>> ends = new ArrayList<>();
        List<List<List<Ended>>> changed = new ArrayList<>();
        List<List<Ended>> perhaps = new ArrayList<>();
        for (List<List<Ended>> ofConnector : SliceBatches.of(ended, Ended::event)) {
            boolean atOnce = ofConnector.size() == 1
                    && ofConnector.getFirst().stream()
                            .allMatch(slice -> slice.look().isAtHand());
            if (atOnce) {
                perhaps.add(ofConnector.getFirst());
            } else {
                changed.add(ofConnector);
            }
        }
        List<List<SliceEnd>> unchanged = unchanged(perhaps);
        for (int i = 0; i < perhaps.size(); i++) {
            List<Ended> group = perhaps.get(i);
            if (unchanged.get(i).isEmpty()) {
                changed.add(List.of(group));
            } else {
                unchanged.get(i).forEach(end -> ends.add(of(group, end)));
            }
        }
        ends.addAll(sideBySide(changed, ofConnector -> {
            List<Arrived<SliceEnd>> merged = new ArrayList<>();
            for (List<Ended> group : ofConnector) {
                merge(group, merged);
            }
            return merged;
        }));
        return ends;
    }

    /** When one of them is poison, the merges find out which. */
    private List<List<SliceEnd>> unchanged(List<List<Ended>> groups) {
        List<List<SliceLook>> looks = groups.stream().map(Ended::looks).toList();
        try {
            return handler.unchanged(looks);
        } catch (DatabaseException e) {
            if (Poison.of(e).isEmpty()) {
                throw e;
            }
            return Collections.nCopies(groups.size(), List.of());
        }
    }

    /** All at once; when one of them is poison, one by one, and of that one each chunk, to find the record that it lies in. */
    private void merge(List<Ended> group, List<Arrived<SliceEnd>> ends) throws InterruptedException {
        try {
            handler.merge(Ended.looks(group)).forEach(end -> ends.add(of(group, end)));
        } catch (RuntimeException e) {
            String poison = Poison.of(e).orElseThrow(() -> e);
            Ended first = group.getFirst();
            if (group.size() > 1) {
                for (Ended one : group) {
                    merge(List.of(one), ends);
                }
            } else if (first.chunks().isEmpty()) {
                deadLetters.put(first.end().record(), poison);
            } else {
                allOrOneByOne(first.chunks(), handler::stage);
                merge(List.of(first.staged()), ends);
            }
        }
    }

    /** The record that a slice's end came in. */
    private static Arrived<SliceEnd> of(List<Ended> group, SliceEnd end) {
        return group.stream()
                .filter(slice -> slice.event().slice().region().equals(end.region())
                        && slice.event().slice().service().equals(end.service()))
                .findFirst()
                .orElseThrow()
                .end()
                .as(end);
    }

    /** All at once; when one of them is poison, one by one, to find it. */
    private <T> void allOrOneByOne(List<Arrived<T>> arrived, Consumer<? super List<T>> step)
            throws InterruptedException {
        if (arrived.isEmpty()) {
            return;
        }
        try {
            step.accept(arrived.stream().map(Arrived::event).toList());
        } catch (RuntimeException e) {
            String poison = Poison.of(e).orElseThrow(() -> e);
            if (arrived.size() == 1) {
                deadLetters.put(arrived.getFirst().record(), poison);
                return;
            }
            for (Arrived<T> one : arrived) {
                allOrOneByOne(List.of(one), step);
            }
        }
    }

    private <G, R> List<R> sideBySide(Collection<G> groups, Step<G, R> step) throws InterruptedException {
        List<Callable<List<R>>> steps = groups.stream()
                .<Callable<List<R>>>map(group -> () -> {
                    atOnce.acquire();
                    try {
                        return step.on(group);
                    } finally {
                        atOnce.release();
                    }
                })
                .toList();
        List<R> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<R>> done : threads.invokeAll(steps)) {
                results.addAll(done.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
        return results;
    }

    /** What is done for one of several groups. */
    @FunctionalInterface
    private interface Step<G, R> {
        List<R> on(G group) throws InterruptedException;
    }
}
