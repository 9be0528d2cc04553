package io.cloudconnectors.poller.report;

import io.cloudconnectors.contracts.ResultEvent;
import java.util.concurrent.Future;

/** The results topic. */
public interface Results {
    /**
     * Sends a part of a slice, or its end. Blocks while too much is on its way. A part that the broker does not take makes
     * its slice incomplete, and an incomplete slice removes nothing.
     */
    void report(ResultEvent event);

    /** Sends the end of a run; the future ends when the broker has acknowledged it, or will not. */
    Future<?> finish(ResultEvent.RunFinished finished);
}
