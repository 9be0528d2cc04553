package io.cloudconnectors.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.provider.AwsSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextRunTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // role before, after | enabled before, after | minutes before, after | ever run | next
                "A, A, true,  true,  60, 60,  true,  KEEP",
                "A, A, true,  true,  60, 60,  false, KEEP",
                "-, A, true,  true,  60, 60,  false, NOW",
                "A, B, true,  true,  60, 60,  true,  KEEP",
                "A, B, true,  false, 60, 60,  true,  KEEP",
                "A, A, true,  false, 60, 60,  true,  KEEP",
                "A, A, false, true,  60, 60,  true,  NEXT_SLOT",
                "A, A, false, true,  60, 60,  false, NOW",
                "A, A, true,  true,  60, 120, true,  NEXT_SLOT",
                "A, A, true,  true,  60, 120, false, KEEP",
                "A, A, false, false, 60, 120, true,  KEEP",
                "-, -, true,  true,  60, 120, false, KEEP",
            })
    void aChangeDecidesWhenTheNextRunIs(
            @Nullable String roleBefore,
            @Nullable String roleAfter,
            boolean enabledBefore,
            boolean enabledAfter,
            int minutesBefore,
            int minutesAfter,
            boolean everRun,
            NextRun next) {
        assertThat(NextRun.after(
                        spec(roleBefore, enabledBefore, minutesBefore),
                        spec(roleAfter, enabledAfter, minutesAfter),
                        everRun))
                .isEqualTo(next);
    }

    private static ConnectorSpec spec(@Nullable String role, boolean enabled, int minutes) {
        return new ConnectorSpec("a", "", minutes, null, enabled, Map.of(), new AwsSpec(role, List.of()));
    }
}
