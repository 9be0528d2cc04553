package io.cloudconnectors.api.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalmTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private final Calm calm = new Calm(Duration.ofMinutes(30));

    @Test
    void nobodyIsStaleSoonAfterAStart() {
        assertThat(calm.after(false, START)).isFalse();
        assertThat(calm.after(false, at(29))).isFalse();
        assertThat(calm.after(false, at(30))).isTrue();
    }

    @Test
    void troubleSuspendsAndThenItMustBeCalmForAWhile() {
        calm.after(false, START);
        assertThat(calm.after(true, at(40))).isFalse();
        assertThat(calm.after(true, at(50))).isFalse();
        assertThat(calm.after(false, at(79))).isFalse();
        assertThat(calm.after(false, at(80))).isTrue();
    }

    @Test
    void aClockThatIsSetBackDelaysItByOneWhileAtMost() {
        calm.after(false, at(600));

        assertThat(calm.after(false, at(10))).isFalse();
        assertThat(calm.after(false, at(39))).isFalse();
        assertThat(calm.after(false, at(40))).isTrue();
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }
}
