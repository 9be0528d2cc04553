package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GraceTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private final Grace grace = new Grace(Duration.ofSeconds(90));

    @Test
    void afterAStartPollersHaveOneLeaseToComeBack() {
        assertThat(round(0)).isFalse();
        assertThat(round(30)).isFalse();
        assertThat(round(60)).isFalse();
        assertThat(round(89)).isFalse();
        assertThat(round(90)).isTrue();
        assertThat(round(95)).isTrue();
    }

    @Test
    void whenRoundsFailedForLongTheyHaveItAgain() {
        for (int second = 0; second <= 100; second += 5) {
            round(second);
        }

        assertThat(grace.isOver(at(200))).isFalse(); // and the round fails
        assertThat(round(230)).isFalse();
        assertThat(round(260)).isFalse();
        assertThat(round(290)).isFalse();
        assertThat(round(320)).isTrue();
    }

    @Test
    void aRoundThatFailsBetweenOthersCostsNothing() {
        for (int second = 0; second <= 100; second += 5) {
            round(second);
        }

        assertThat(grace.isOver(at(105))).isTrue(); // and the round fails
        assertThat(round(110)).isTrue();
    }

    @Test
    void aClockThatIsSetBackDelaysItByOneLeaseAtMost() {
        round(600);
        round(630);

        assertThat(round(30)).isFalse();
        assertThat(round(60)).isFalse();
        assertThat(round(90)).isFalse();
        assertThat(round(119)).isFalse();
        assertThat(round(120)).isTrue();
    }

    @Test
    void alsoOneThatIsSetBackToWhereTheLastRoundWas() {
        round(0);
        round(30);
        assertThat(grace.isOver(at(300))).isFalse(); // and the round fails

        assertThat(round(35)).isFalse();
        assertThat(round(65)).isFalse();
        assertThat(round(95)).isFalse();
        assertThat(round(125)).isTrue();
    }

    private boolean round(int second) {
        boolean over = grace.isOver(at(second));
        grace.worked(at(second));
        return over;
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
