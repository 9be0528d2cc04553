package io.cloudconnectors.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.bench.dispatch.DispatchOptions.Scenario;
import io.cloudconnectors.local.launcher.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchOptionsTest {

    @Test
    void withoutArgumentsAllIsMeasuredAtFullSize() {
        var options = DispatchOptions.of(List.of());

        assertThat(options.rows()).isEqualTo(1_000_000);
        assertThat(options.length()).hasSeconds(60);
        assertThat(options.only()).containsExactlyInAnyOrder(Scenario.values());
    }

    @Test
    void aQuickRunCanStillBeGivenItsOwnSize() {
        var options = DispatchOptions.of(List.of("--quick", "--rows", "20000", "--only", "drain,xmin"));

        assertThat(options.rows()).isEqualTo(20_000);
        assertThat(options.length()).hasSeconds(5);
        assertThat(options.only()).containsExactlyInAnyOrder(Scenario.DRAIN, Scenario.XMIN);
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> DispatchOptions.of(List.of("--only", "drains")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("punctuality");
        assertThatThrownBy(() -> DispatchOptions.of(List.of("--row", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rows");
        assertThatThrownBy(() -> DispatchOptions.of(List.of("--rows"))).isInstanceOf(UsageException.class);
    }
}
