package io.cloudconnectors.vault.time;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that knows the machine's clock. */
@Dependent
public class SystemClock {
    @Produces
    @Singleton
    public InstantSource clock() {
        return InstantSource.system();
    }
}
