package io.cloudconnectors.poller.report;

import io.cloudconnectors.contracts.ResultEvent;
import java.time.Duration;
import java.util.concurrent.Future;

/** Where an attempt reports to. */
public interface Results {
    /** The pause before what did not arrive is sent again. */
    Duration SEND_AGAIN = Duration.ofSeconds(1);

    /**
     * Sends; events of one connector arrive in the order in which they were sent. Blocks while too much is on its way.
     *
     * @return ends when the broker has the event, or never will
     * @throws InterruptedException when the attempt must stop, and has sent nothing more
     */
    Future<?> send(ResultEvent event) throws InterruptedException;
}
