package io.cloudconnectors.api.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Event streams and how long events are kept. */
@ConfigMapping(prefix = "live")
public interface LiveConfig {
    /** Between two looks for new events. */
    @WithDefault("500MS")
    Duration pollEvery();

    /** How many events one look reads. */
    @WithDefault("500")
    int batch();

    /** When nothing else is sent: keeps proxies from closing the stream, and tells the client from where to resume. */
    @WithDefault("15S")
    Duration heartbeat();

    /**
     * How many events may wait for a client that reads slowly; one more and it is disconnected. More than {@link #batch()},
     * or a burst would disconnect everybody.
     */
    @WithDefault("2000")
    int queue();

    /** Streams of one tenant on this instance; one more is answered 429. */
    @WithDefault("100")
    int streamsPerTenant();

    /** Streams on this instance; one more is answered 503. */
    @WithDefault("2000")
    int streams();

    /** How long events are kept for clients that resume. */
    @WithDefault("24H")
    Duration retention();

    /** Between two looks for events that are too old. */
    @WithDefault("1M")
    Duration purgeEvery();

    /** How many events one statement deletes. */
    @WithDefault("5000")
    int purgeBatch();
}
