package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Looks for stale connectors while the service runs. */
@Dependent
class StalenessLoop {
    @Produces
    @Singleton
    Background loop(StatesConfig states, Staleness staleness) {
        StatesConfig.Staleness config = states.staleness();
        return new Background("staleness", config.enabled(), config.sweep(), staleness::sweep);
    }
}
