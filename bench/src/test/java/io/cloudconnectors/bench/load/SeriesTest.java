package io.cloudconnectors.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMedianIsInTheMiddleWhateverTheOrder() {
        assertThat(new Series(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Series(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
        assertThat(new Series(List.of(9.0, 1.0, 2.0)).text(1)).isEqualTo("2.0 (1.0 - 9.0)");
    }

    @Test
    void aPercentileIsAnAnswerThatWasSeen() {
        long[] shuffled =
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray();
        var window = Window.of(Duration.ofSeconds(4), shuffled);

        assertThat(window.perSecond()).isEqualTo(50);
        assertThat(window.millis(0.5)).isEqualTo(100);
        assertThat(window.millis(0.99)).isEqualTo(198);
        assertThat(window.millis(1)).isEqualTo(200);
    }
}
