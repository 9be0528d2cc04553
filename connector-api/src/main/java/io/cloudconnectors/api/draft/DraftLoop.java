package io.cloudconnectors.api.draft;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Drops expired drafts while the service runs. */
@Dependent
class DraftLoop {
    @Produces
    @Singleton
    Background loop(DraftConfig config, DraftExpiryRepository drafts) {
        return new Background("drafts", config.dropping(), config.housekeeping(), drafts::drop);
    }
}
