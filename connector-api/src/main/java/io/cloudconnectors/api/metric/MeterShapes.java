package io.cloudconnectors.api.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of what is counted and measured elsewhere. Distributions get a few fixed buckets, so that instances can be added
 * up. Counters that alerts are made of exist from the start: one that appeared with its first event would hide that event from
 * {@code increase()}.
 */
@ApplicationScoped
class MeterShapes {
    private static final double SECOND = 1e9;

    /** By the name of the meter; a timer's in nanoseconds. */
    private static final Map<String, double[]> BUCKETS = Map.of(
            "dispatch.claim.time",
                    new double[] {
                        .005 * SECOND, .02 * SECOND, .05 * SECOND, .1 * SECOND, .25 * SECOND, SECOND, 5 * SECOND
                    },
            "dispatch.claim.size", new double[] {1, 10, 100, 500, 1000, 2000, 5000});

    private static final List<Counted> FROM_ZERO = List.of(
            new Counted("dispatch.runs", "state", List.of("queued", "skipped")),
            new Counted("lease.requests", "answer", List.of("granted", "refused")),
            new Counted("lease.heartbeats", "answer", List.of("CONTINUE", "CANCEL", "FENCED")),
            new Counted("lease.lapses", "to", List.of("queued", "ended")),
            new Counted("runs.ended", "state", List.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED")),
            new Counted("dead.letters", "topic", List.of("results")));

    private static final List<String> EVENTS = List.of("chunk", "seen", "blind", "finished");

    void register(@Observes StartupEvent start, MeterRegistry meters) {
        for (Counted counted : FROM_ZERO) {
            for (String value : counted.values()) {
                var _ = meters.counter(counted.name(), counted.tag(), value);
            }
        }
        for (String event : EVENTS) {
            for (String what : List.of("taken", "fenced")) {
                var _ = meters.counter("results.events", "event", event, "what", what);
            }
        }
    }

    @Produces
    @Singleton
    MeterFilter buckets() {
        return new MeterFilter() {
            @Override
            public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                double[] buckets = BUCKETS.get(id.getName());
                return buckets == null
                        ? config
                        : DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(buckets)
                                .build()
                                .merge(config);
            }
        };
    }

    private record Counted(String name, String tag, List<String> values) {}
}
