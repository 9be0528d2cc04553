package io.cloudconnectors.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.launcher.UsageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void aMillionConnectorsOfAThousandTenantsAreTheDefault() {
        assertThat(BenchOptions.of(List.of()))
                .isEqualTo(new BenchOptions(1_000_000, 1_000, 100, 8, 5, Duration.ofSeconds(10)));
    }

    @Test
    void noMoreTenantsAreVisitedThanThereAre() {
        var options = BenchOptions.of(List.of("--connectors", "20000", "--tenants", "20", "--seconds", "2"));

        assertThat(options).isEqualTo(new BenchOptions(20_000, 20, 20, 8, 5, Duration.ofSeconds(2)));
    }

    @Test
    void whatItDoesNotKnowItNames() {
        assertThatThrownBy(() -> BenchOptions.of(List.of("--fast", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fast")
                .hasMessageContaining("--seconds");
        assertThatThrownBy(() -> BenchOptions.of(List.of("--seconds"))).hasMessageContaining("--seconds needs a value");
        assertThatThrownBy(() -> BenchOptions.of(List.of("--seconds", "60"))).hasMessageContaining("30 minutes");
        assertThatThrownBy(() -> BenchOptions.of(List.of("--connectors", "500")))
                .hasMessageContaining("at least 1000");
    }
}
