package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.outcome.Standing.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code connectors} by state, not a number until they were counted once. Every instance tells the same of all. Counting a
 * million takes seconds when many changed since the last vacuum, hence the interval; {@code connector.transitions} is prompt.
 */
@ApplicationScoped
class StateGauges {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final StateCountRepository connectors;
    private volatile @Nullable Map<State, Long> counts;

    StateGauges(StateCountRepository connectors, MeterRegistry meters) {
        this.connectors = connectors;
        for (State state : State.values()) {
            Gauge.builder("connectors", () -> in(state))
                    .tag("state", state.name())
                    .register(meters);
        }
    }

    @Produces
    @Singleton
    Background loop() {
        return new Background("state-gauges", true, EVERY, this::count);
    }

    void count() {
        counts = connectors.count();
    }

    private double in(State state) {
        Map<State, Long> counted = counts;
        return counted == null ? Double.NaN : counted.getOrDefault(state, 0L);
    }
}
