package io.cloudconnectors.api.result;

import io.cloudconnectors.api.connectiontest.TestEndRepository;
import io.cloudconnectors.api.inventory.EventChunk;
import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.api.inventory.SliceMerges;
import io.cloudconnectors.api.inventory.Staging;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/** Takes in events one by one, none of them with another. */
class EventHandler extends ResultHandler {
    EventHandler(
            Staging staging,
            SliceMerges merges,
            SliceResults slices,
            RunEnds ends,
            TestEndRepository tests,
            InstantSource clock,
            MeterRegistry meters) {
        super(staging, merges, slices, ends, tests, clock, meters);
    }

    void handle(ResultEvent event) {
        switch (event) {
            case SliceChunk chunk -> stage(List.of(new EventChunk(chunk)));
            case SliceSeen seen -> record(merge(List.of(SliceLook.staged(seen))));
            case SliceBlind blind -> record(List.of(blind(blind)));
            case RunFinished finished -> finish(finished);
        }
    }
}
