package io.cloudconnectors.api.outcome;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.api.loop.Background;
import io.cloudconnectors.api.metric.Samples;
import io.cloudconnectors.api.metric.SharedGauges;
import io.cloudconnectors.api.outcome.Standing.State;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code connectors} by state. Counting a million takes seconds when many changed since the last vacuum, hence the interval,
 * and one instance that counts for all; {@code connector.transitions} is prompt.
 */
@Dependent
class StateGauges {
    private static final Duration EVERY = Duration.ofMinutes(5);

    @Produces
    @Singleton
    Background loop(StateCountRepository connectors, Samples samples) {
        SharedGauges gauges = samples.gauges("state", EVERY, () -> look(connectors));
        for (State state : State.values()) {
            gauges.count("connectors", state.name(), "state", state.name());
        }
        return gauges.loop();
    }

    private static Map<String, Double> look(StateCountRepository connectors) {
        Map<State, Long> counts = connectors.count();
        return Arrays.stream(State.values())
                .collect(toMap(State::name, state -> (double) counts.getOrDefault(state, 0L)));
    }
}
