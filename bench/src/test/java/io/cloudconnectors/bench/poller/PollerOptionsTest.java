package io.cloudconnectors.bench.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.bench.poller.PollerOptions.Part;
import io.cloudconnectors.local.launcher.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollerOptionsTest {

    @Test
    void withoutArgumentsAllIsMeasuredAtFullSize() {
        var options = PollerOptions.of(List.of());

        assertThat(options.runs()).isEqualTo(1_000);
        assertThat(options.sizes()).containsExactly(1_000, 10_000, 100_000);
        assertThat(options.only()).containsExactlyInAnyOrder(Part.values());
        assertThat(options.docs()).isFalse();
    }

    @Test
    void aQuickRunCanStillBeGivenItsOwnSize() {
        var options = PollerOptions.of(List.of("--quick", "--runs", "50", "--only", "runs,start", "--docs"));

        assertThat(options.runs()).isEqualTo(50);
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.has(Part.START)).isTrue();
        assertThat(options.has(Part.ACCOUNT)).isFalse();
        assertThat(options.docs()).isTrue();
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> PollerOptions.of(List.of("--only", "run")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("neighbour");
        assertThatThrownBy(() -> PollerOptions.of(List.of("--slots", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--runs");
    }

    @Test
    void aWindowLongerThanTheSlowAccountIsSlowIsRefused() {
        assertThatThrownBy(() -> PollerOptions.of(List.of("--seconds", "30")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("25");
    }

    /** A hundredth of fewer would not fill a page. */
    @Test
    void tooFewResourcesToCompareAreRefused() {
        assertThatThrownBy(() -> PollerOptions.of(List.of("--resources", "9999")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("10000");
    }
}
