package io.cloudconnectors.api.live;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lets the feed go on, and deletes old events, while the service runs. */
@Dependent
class LiveLoop {
    /** Its streams end at once: their clients go to another instance while this one ends what it does. */
    @Produces
    @Singleton
    Background feeding(LiveConfig config, Feed feed) {
        return new Background("live", true, config.pollEvery(), feed::step).stopping(feed::close);
    }

    @Produces
    @Singleton
    Background purge(LiveConfig config, EventRepository events) {
        return new Background("live-purge", true, config.purgeEvery(), () -> {
            boolean more = true;
            while (more) {
                more = events.purge();
            }
        });
    }
}
