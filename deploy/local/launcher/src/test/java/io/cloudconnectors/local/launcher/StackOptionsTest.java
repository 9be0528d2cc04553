package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackOptionsTest {

    @TempDir
    private Path state;

    @Test
    void aNameWithoutANumberStandsForAllOfIt() {
        var options = StackOptions.forTests(state, 2)
                .with("poller", Map.of("HEARTBEAT", "2S"))
                .with("connector-api", Map.of("SWEEP", "1S"));

        assertThat(options.extraOf("poller-1")).isEqualTo(Map.of("HEARTBEAT", "2S"));
        assertThat(options.extraOf("poller-2")).isEqualTo(Map.of("HEARTBEAT", "2S"));
        assertThat(options.extraOf("connector-api")).isEqualTo(Map.of("SWEEP", "1S"));
        assertThat(options.extraOf("connector-api-2")).isEqualTo(Map.of("SWEEP", "1S"));
        assertThat(options.extraOf("vault")).isEmpty();
    }

    @Test
    void aNameWithANumberStandsForThatOneAndGoesBefore() {
        var options = StackOptions.forTests(state, 2)
                .with("connector-api-2", Map.of("CLOCK", "wrong", "SWEEP", "9S"))
                .with("connector-api", Map.of("SWEEP", "1S", "LEASE", "15S"));

        assertThat(options.extraOf("connector-api-2"))
                .isEqualTo(Map.of("CLOCK", "wrong", "SWEEP", "9S", "LEASE", "15S"));
        assertThat(options.extraOf("connector-api")).isEqualTo(Map.of("SWEEP", "1S", "LEASE", "15S"));
        assertThat(options.extraOf("connector-api-3")).isEqualTo(Map.of("SWEEP", "1S", "LEASE", "15S"));
    }
}
