package io.cloudconnectors.api.purge;

import io.cloudconnectors.api.connector.DeletionConfig;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Purges while the service runs. */
@ApplicationScoped
class PurgeLoop {
    private final DeletionConfig config;
    private final Purge purge;
    private @Nullable Loop loop;

    PurgeLoop(DeletionConfig config, Purge purge) {
        this.config = config;
        this.purge = purge;
    }

    void start(@Observes StartupEvent event) {
        if (config.purging()) {
            loop = Loop.start("purge", config.sweep(), purge::sweep);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
