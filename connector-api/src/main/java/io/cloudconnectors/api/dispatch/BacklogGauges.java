package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Backlog;
import io.cloudconnectors.api.loop.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How far behind the dispatch is: {@code dispatch.oldest.due} in seconds and {@code dispatch.outbox.rows}. */
@ApplicationScoped
class BacklogGauges {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ClaimRepository claims;
    private volatile Backlog backlog = new Backlog(0, 0);

    BacklogGauges(ClaimRepository claims, MeterRegistry meters) {
        this.claims = claims;
        Gauge.builder("dispatch.oldest.due", () -> backlog.oldestDue())
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("dispatch.outbox.rows", () -> backlog.outboxRows()).register(meters);
    }

    @Produces
    @Singleton
    Background loop() {
        return new Background("backlog-gauges", true, EVERY, () -> backlog = claims.backlog());
    }
}
