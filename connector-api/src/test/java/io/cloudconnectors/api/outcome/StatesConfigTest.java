package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatesConfigTest {
    @Test
    void theDefaultsAreTheRulesOfTheDomain() {
        assertThat(OutcomeFixture.config(Map.of()).pace())
                .isEqualTo(new Pace(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(6)));
    }

    @Test
    void waitsThatMakeNoSenseAreRefused() {
        StatesConfig config = OutcomeFixture.config(Map.of("states.probe-first", "7H"));

        assertThatThrownBy(config::pace).isInstanceOf(IllegalArgumentException.class);
    }
}
