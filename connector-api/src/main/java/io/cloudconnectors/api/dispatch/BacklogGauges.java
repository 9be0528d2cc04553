package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.BacklogRepository.Backlog;
import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** How far behind the dispatch is, what waits in the outbox, and the runs that are open, by state. */
@Dependent
class BacklogGauges {
    private static final Duration EVERY = Duration.ofSeconds(10);

    @Produces
    @Singleton
    Background loop(BacklogRepository backlog, Samples samples) {
        SharedGauges gauges = samples.gauges("backlog", EVERY, () -> look(backlog));
        gauges.seconds("dispatch.oldest.due", "oldest.due");
        gauges.seconds("dispatch.outbox.age", "outbox.age");
        gauges.count("dispatch.outbox.rows", "outbox.rows");
        gauges.count("runs.open", "QUEUED", "state", "QUEUED");
        gauges.count("runs.open", "RUNNING", "state", "RUNNING");
        gauges.count("runs.held", "held");
        gauges.seconds("runs.oldest.queued", "oldest.queued");
        gauges.seconds("lease.overdue", "oldest.lapse");
        return gauges.loop();
    }

    private static Map<String, Double> look(BacklogRepository backlog) {
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
