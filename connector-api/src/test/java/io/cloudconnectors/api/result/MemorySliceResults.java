package io.cloudconnectors.api.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.inventory.EventChunk;
import io.cloudconnectors.api.inventory.MemoryInventory;
import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.api.memory.RunRow;
import io.cloudconnectors.api.memory.Tables;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.result.ArrivedSlices.Ended;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.history.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.ds.PGSimpleDataSource;

/** The port of slice results in memory. */
public final class MemorySliceResults implements SliceResults {
    private static final ConsumerRecord<String, byte[]> NO_RECORD =
            new ConsumerRecord<>(Topics.RESULTS, 0, 0, "", new byte[0]);

    private final Tables tables;

    public MemorySliceResults(Tables tables) {
        this.tables = tables;
    }

    /** What takes in the results that arrive at an instance. */
    @FunctionalInterface
    public interface Intake {
        void take(List<ResultEvent> batch);
    }

    /** The intake of an instance: it goes in the steps of {@link ResultIntake}, one merge after the other. */
    public Intake intake(MemoryInventory inventory, RunEnds ends, InstantSource clock, MeterRegistry meters) {
        var handler = new ResultHandler(inventory, inventory, this, ends, new NoTests(), clock, meters);
        return batch -> {
            var slices = new ArrivedSlices();
            of(SliceChunk.class, batch).forEach(chunk -> slices.add(new Arrived<>(NO_RECORD, new EventChunk(chunk))));
            of(SliceSeen.class, batch).forEach(seen -> slices.end(new Arrived<>(NO_RECORD, seen)));
            List<Ended> ended = slices.ended();
            handler.stage(slices.toStage().stream().map(Arrived::event).toList());
            List<SliceEnd> came = new ArrayList<>(2);
            for (List<List<Ended>> ofConnector : SliceBatches.of(ended, Ended::event)) {
                ofConnector.forEach(group -> came.addAll(handler.merge(Ended.looks(group))));
            }
            of(SliceBlind.class, batch).forEach(blind -> came.add(handler.blind(blind)));
            handler.record(came);
            of(RunFinished.class, batch).forEach(handler::finish);
        };
    }

    private static <T extends ResultEvent> List<T> of(Class<T> kind, List<ResultEvent> batch) {
        List<T> events = new ArrayList<>(batch.size());
        for (ResultEvent event : batch) {
            if (kind.isInstance(event)) {
                events.add(kind.cast(event));
            }
        }
        return events;
    }

    @Override
    public Set<SliceEnd.Key> record(List<SliceEnd> came) {
        if (came.isEmpty()) {
            return Set.of();
        }
        return tables.in(() -> {
            Set<SliceEnd.Key> recorded = new HashSet<>();
            for (SliceEnd end : came) {
                if (isHeld(end)) {
                    record(end);
                    recorded.add(end.key());
                }
            }
            return recorded;
        });
    }

    private boolean isHeld(SliceEnd end) {
        RunRow run = tables.runs.get(end.runId());
        return run != null && (run.isHeldBy(end.attempt(), end.epoch()) || tables.has(Mutant.SLICE_RESULT_UNFENCED));
    }

    private void record(SliceEnd end) {
        RunRow run = tables.runs.get(end.runId());
        Reason reason = end.reason();
        boolean incomplete = reason != null && reason.code() == ReasonCode.PLATFORM_ERROR;
        run.slices.put(new SliceKey(end.region(), end.service()), new RunRow.SliceRow(run.attempt, incomplete));
        tables.tell(new Event.ReportTaken(run.connector.id, end.epoch()));
    }

    /** There are no connection tests. */
    private static final class NoTests extends TestEndRepository {
        private static final ObjectMapper JSON = new ObjectMapper();

        NoTests() {
            super(new PGSimpleDataSource(), JSON);
        }

        @Override
        public boolean finish(RunFinished finished) {
            return false;
        }
    }
}
