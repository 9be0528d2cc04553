package io.cloudconnectors.api.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;

/** The one place that knows the real clock. */
@ApplicationScoped
class SystemClock {
    @Produces
    @ApplicationScoped
    InstantSource instantSource() {
        return Clock.systemUTC();
    }
}
