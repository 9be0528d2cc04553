package io.cloudconnectors.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.bench.load.Timeline.Figure;
import io.cloudconnectors.bench.load.Timeline.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MILLI = 1_000_000;

    private final Timeline timeline = new Timeline(List.of(
            new Sample(4.5, 9 * MILLI), new Sample(0, 3 * MILLI), new Sample(1.9, MILLI), new Sample(2, 5 * MILLI)));

    @Test
    void aPhaseHasWhatWasDueInItFromItsBeginningUntilBeforeItsEnd() {
        var window = timeline.between(0, 2);

        assertThat(window.nanos()).containsExactly(MILLI, 3 * MILLI);
        assertThat(window.perSecond()).isEqualTo(1);
    }

    @Test
    void eachStretchHasItsOwnFigureAndOneWithoutRequestsHasNone() {
        var quiet =
                new Timeline(List.of(new Sample(0.5, 2 * MILLI), new Sample(0.6, 4 * MILLI), new Sample(7, 6 * MILLI)));

        assertThat(quiet.millis(1, 2)).containsExactly(new Figure(0, 4), new Figure(6, 6));
        assertThat(quiet.millis(0.5, 2)).containsExactly(new Figure(0, 2), new Figure(6, 6));
    }
}
