package io.cloudconnectors.api.result;

import io.cloudconnectors.api.inventory.EventChunk;
import io.cloudconnectors.api.inventory.SliceLook;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import java.util.List;

/** Takes in events one by one, none of them with another. */
record EventHandler(ResultHandler results) {
    void handle(ResultEvent event) {
        switch (event) {
            case SliceChunk chunk -> results.stage(List.of(new EventChunk(chunk)));
            case SliceSeen seen -> results.record(results.merge(List.of(SliceLook.staged(seen))));
            case SliceBlind blind -> results.record(List.of(results.blind(blind)));
            case RunFinished finished -> results.finish(finished);
        }
    }
}
