package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Backlog;
import io.cloudconnectors.api.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far behind the dispatch is: {@code dispatch.oldest.due} in seconds and {@code dispatch.outbox.rows}. */
@ApplicationScoped
class BacklogGauges {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ClaimRepository claims;
    private volatile Backlog backlog = new Backlog(0, 0);
    private @Nullable Loop loop;

    BacklogGauges(ClaimRepository claims, MeterRegistry meters) {
        this.claims = claims;
        Gauge.builder("dispatch.oldest.due", () -> backlog.oldestDue())
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("dispatch.outbox.rows", () -> backlog.outboxRows()).register(meters);
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("backlog-gauges", EVERY, () -> backlog = claims.backlog());
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
