package io.cloudconnectors.bench.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.bench.plot.LineChart.Point;
import io.cloudconnectors.bench.poller.Run.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveTest {
    private static final long SECOND = 1_000_000_000;

    /** Leases at 10 s and 11 s, ends at 14 s and 12 s. */
    private final Wave wave =
            new Wave(List.of(ended("a", 10, 14, 900), ended("b", 11, 12, 50), ended("b", 11, 12, 50)));

    @Test
    void itLastsFromTheFirstLeaseToTheLastEnd() {
        assertThat(wave.seconds()).isEqualTo(4);
    }

    @Test
    void aRunLastsFromItsOwnLeaseToItsOwnEnd() {
        assertThat(wave.millis(0.5)).isEqualTo(1_000);
        assertThat(wave.millis(0.99)).isEqualTo(4_000);
    }

    @Test
    void theSkewIsWhatTheBusiestHasOfAnEvenShare() {
        assertThat(wave.skew(2, _ -> 1)).isEqualTo(4.0 / 3);
        assertThat(wave.skew(2, Ended::assets)).isEqualTo(1.8);
    }

    /** One that had nothing to do is not among those that leased. */
    @Test
    void aPollerThatDidNothingCountsInTheSkew() {
        assertThat(wave.skew(4, Ended::assets)).isEqualTo(3.6);
    }

    @Test
    void endsAreCountedInTheirOrder() {
        assertThat(wave.ends()).containsExactly(new Point(0, 0), new Point(2, 1), new Point(2, 2), new Point(4, 3));
    }

    private static Ended ended(String poller, long leased, long ended, int assets) {
        return new Ended(Account.of(1, assets), poller, leased * SECOND, ended * SECOND, assets, 7);
    }
}
