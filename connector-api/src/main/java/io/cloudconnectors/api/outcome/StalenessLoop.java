package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Looks for stale connectors while the service runs. */
@ApplicationScoped
class StalenessLoop {
    private final StatesConfig.Staleness config;
    private final Staleness staleness;
    private @Nullable Loop loop;

    StalenessLoop(StatesConfig config, Staleness staleness) {
        this.config = config.staleness();
        this.staleness = staleness;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = Loop.start("staleness", config.sweep(), staleness::sweep);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
