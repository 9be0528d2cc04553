package io.cloudconnectors.api.live;

import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Lets the feed go on, and deletes old events, while the service runs. */
@ApplicationScoped
class LiveLoop {
    private final LiveConfig config;
    private final Feed feed;
    private final EventRepository events;
    private List<Loop> loops = List.of();

    LiveLoop(LiveConfig config, Feed feed, EventRepository events) {
        this.config = config;
        this.feed = feed;
        this.events = events;
    }

    void start(@Observes StartupEvent event) {
        loops = List.of(
                Loop.start("live", config.pollEvery(), feed::step),
                Loop.start("live-purge", config.purgeEvery(), this::purge));
    }

    void stop(@Observes ShutdownEvent event) {
        feed.close();
        loops.forEach(Loop::close);
    }

    private void purge() {
        boolean more = true;
        while (more) {
            more = events.purge();
        }
    }
}
