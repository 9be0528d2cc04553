package io.cloudconnectors.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.bench.dispatch.Curve.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve =
            new Curve(List.of(new Point(0, 0), new Point(1, 100), new Point(2, 100), new Point(4, 300)));

    @Test
    void theRateIsOverTheWhole() {
        assertThat(curve.perSecond()).isEqualTo(75);
    }

    @Test
    void theRateBetweenTwoTimesIsOfThePointsAtOrBeforeThem() {
        assertThat(curve.perSecond(1, 2)).isZero();
        assertThat(curve.perSecond(2, 9)).isEqualTo(100);
    }

    @Test
    void aStretchBehindTheEndHasNoRate() {
        assertThat(curve.perSecond(5, 9)).isZero();
    }

    @Test
    void ratesAreOfStretchesThatAreLongEnough() {
        assertThat(curve.rates(2).points()).containsExactly(new Point(2, 50), new Point(4, 100));
    }
}
