package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Takes connectors OFFLINE that had no success for too long. While the platform itself is in trouble, and until the runs
 * that it delayed had their time, nobody is called stale: {@code staleness.suspended} is 1, for the operator to act on.
 */
@ApplicationScoped
class Staleness {
    private static final Logger LOG = Logger.getLogger(Staleness.class);

    private final StalenessRepository connectors;
    private final TopicSetup topics;
    private final InstantSource clock;
    private final Calm calm;
    private volatile boolean suspended = true;

    Staleness(
            StalenessRepository connectors,
            TopicSetup topics,
            StatesConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.connectors = connectors;
        this.topics = topics;
        this.clock = clock;
        this.calm = new Calm(config.staleness().calm());
        Gauge.builder("staleness.suspended", () -> suspended ? 1 : 0).register(meters);
    }

    /** One round. Whatever keeps it from looking is trouble too. */
    void sweep() throws InterruptedException {
        boolean trouble = true;
        try {
            topics.ensure();
            trouble = connectors.platformInTrouble();
        } finally {
            suspended = !calm.after(trouble, clock.instant());
        }
        if (!suspended) {
            connectors.stale().stream()
                    .filter(connectors::wentStale)
                    .forEach(id -> LOG.warnf("No success for too long, the connector is OFFLINE; connector=%s", id));
        }
    }
}
