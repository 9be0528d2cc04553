package io.cloudconnectors.bench.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    private final ProcessMemory self = new ProcessMemory(ProcessHandle.current());

    @Test
    void theLiveHeapIsTheBytesOfTheLastLine() {
        assertThat(ProcessMemory.totalOf("""
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:         25343        1480848  [B (java.base@25.0.3)
                        Total        156000       8123456
                        """.stripIndent())).isEqualTo(8_123_456);
    }

    @Test
    void whatIsNoHistogramIsTold() {
        assertThatThrownBy(() -> ProcessMemory.totalOf("No such process"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No such process");
    }

    @Test
    void thePeakIsNotBelowWhatIsResident() {
        long resident = self.resident();

        assertThat(resident).isPositive();
        assertThat(self.peak()).isGreaterThanOrEqualTo(resident);
    }
}
