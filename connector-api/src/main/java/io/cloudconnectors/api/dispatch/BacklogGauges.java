package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.BacklogRepository.Backlog;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** How far behind the dispatch is, what waits in the outbox, and the runs that are open, by state. */
@ApplicationScoped
class BacklogGauges {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final BacklogRepository backlog;
    private final SharedGauges gauges;

    BacklogGauges(BacklogRepository backlog, Samples samples, MeterRegistry meters) {
        this.backlog = backlog;
        this.gauges = samples.gauges("backlog", EVERY, this::look);
        seconds("dispatch.oldest.due", "oldest.due", meters);
        seconds("dispatch.outbox.age", "outbox.age", meters);
        Gauge.builder("dispatch.outbox.rows", () -> gauges.figure("outbox.rows"))
                .register(meters);
        for (String state : new String[] {"QUEUED", "RUNNING"}) {
            Gauge.builder("runs.open", () -> gauges.figure(state))
                    .tag("state", state)
                    .register(meters);
        }
        Gauge.builder("runs.held", () -> gauges.figure("held")).register(meters);
        seconds("runs.oldest.queued", "oldest.queued", meters);
        seconds("lease.overdue", "oldest.lapse", meters);
    }

    @Produces
    @Singleton
    Background loop() {
        return gauges.loop();
    }

    void refresh() {
        gauges.refresh();
    }

    private void seconds(String meter, String figure, MeterRegistry meters) {
        Gauge.builder(meter, () -> gauges.figure(figure)).baseUnit("seconds").register(meters);
    }

    private Map<String, Double> look() {
        Backlog now = backlog.backlog();
        return Map.of(
                "oldest.due",
                now.oldestDue(),
                "outbox.rows",
                (double) now.outboxRows(),
                "outbox.age",
                now.outboxAge(),
                "QUEUED",
                (double) now.queued(),
                "oldest.queued",
                now.oldestQueued(),
                "held",
                (double) now.held(),
                "RUNNING",
                (double) now.running(),
                "oldest.lapse",
                now.oldestLapse());
    }
}
