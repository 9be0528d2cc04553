package io.cloudconnectors.api.outcome;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import io.cloudconnectors.api.outcome.Standing.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code connectors} by state. Counting a million takes seconds when many changed since the last vacuum, hence the interval,
 * and one instance that counts for all; {@code connector.transitions} is prompt.
 */
@ApplicationScoped
class StateGauges {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final StateCountRepository connectors;
    private final SharedGauges gauges;

    StateGauges(StateCountRepository connectors, Samples samples, MeterRegistry meters) {
        this.connectors = connectors;
        this.gauges = samples.gauges("state", EVERY, this::look);
        for (State state : State.values()) {
            Gauge.builder("connectors", () -> gauges.figure(state.name()))
                    .tag("state", state.name())
                    .register(meters);
        }
    }

    @Produces
    @Singleton
    Background loop() {
        return gauges.loop();
    }

    void refresh() {
        gauges.refresh();
    }

    private Map<String, Double> look() {
        Map<State, Long> counts = connectors.count();
        return Arrays.stream(State.values())
                .collect(toMap(State::name, state -> (double) counts.getOrDefault(state, 0L)));
    }
}
