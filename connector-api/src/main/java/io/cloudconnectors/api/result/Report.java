package io.cloudconnectors.api.result;

import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceBlind;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;

/** What came in a record: an event, or a chunk whose assets stay the JSON that they are. */
sealed interface Report permits RawChunk, Report.Seen, Report.Blind, Report.Finished {
    /** A slice was looked at to its end. */
    record Seen(SliceSeen event) implements Report {}

    /** A slice could not be looked at. */
    record Blind(SliceBlind event) implements Report {}

    /** An attempt is over. */
    record Finished(RunFinished event) implements Report {}
}
