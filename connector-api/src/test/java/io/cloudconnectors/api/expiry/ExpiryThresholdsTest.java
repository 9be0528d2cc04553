package io.cloudconnectors.api.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "PT1440H0.001S,",
        "PT1440H, 60",
        "PT720H0.001S, 60",
        "PT720H, 30",
        "PT168H, 7",
        "PT25H, 7",
        "PT24H, 1",
        "PT0.001S, 1",
        "PT0S, 0",
        "PT-9000H, 0"
    })
    void theNearestThresholdIsTheOneThatIsReached(Duration left, Integer reached) {
        assertThat(configured("1,60,7,30").reached(left)).isEqualTo(reached);
    }

    @Test
    void itIsSixtyThirtySevenAndOneDayUnlessConfigured() {
        assertThat(Configs.of(ExpiryConfig.class, Map.of()).thresholds().days()).containsExactly(60, 30, 7, 1);
        assertThat(configured("14,90").days()).containsExactly(90, 14);
        assertThat(configured("14,90").first()).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,60", "-1", "3651", "60,60"})
    void whatIsNoListOfDifferentDaysIsRefused(String days) {
        assertThatThrownBy(() -> configured(days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credential-expiry.warn-days");
    }

    private static ExpiryThresholds configured(String days) {
        return Configs.of(ExpiryConfig.class, Map.of("credential-expiry.warn-days", days))
                .thresholds();
    }
}
