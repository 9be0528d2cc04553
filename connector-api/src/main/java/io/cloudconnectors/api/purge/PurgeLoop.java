package io.cloudconnectors.api.purge;

import io.cloudconnectors.api.connector.DeletionConfig;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Purges while the service runs. */
@Dependent
class PurgeLoop {
    @Produces
    @Singleton
    Background loop(DeletionConfig config, Purge purge) {
        return new Background("purge", config.purging(), config.sweep(), purge::sweep);
    }
}
