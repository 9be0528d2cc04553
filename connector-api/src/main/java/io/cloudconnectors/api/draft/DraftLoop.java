package io.cloudconnectors.api.draft;

import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Drops expired drafts while the service runs. */
@ApplicationScoped
class DraftLoop {
    private final DraftConfig config;
    private final DraftExpiryRepository drafts;
    private @Nullable Loop loop;

    DraftLoop(DraftConfig config, DraftExpiryRepository drafts) {
        this.config = config;
        this.drafts = drafts;
    }

    void start(@Observes StartupEvent event) {
        if (config.dropping()) {
            loop = Loop.start("drafts", config.housekeeping(), drafts::drop);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
