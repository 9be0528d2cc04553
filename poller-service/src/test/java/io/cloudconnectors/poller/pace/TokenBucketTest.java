package io.cloudconnectors.poller.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final TokenBucket bucket = new TokenBucket(new Rate(10, 3), 0);

    @Test
    void aBurstGoesThroughAndTheRestComeAtTheRate() {
        assertThat(waits(6)).containsExactly(0, 0, 0, 100 * MILLI, 200 * MILLI, 300 * MILLI);
    }

    @Test
    void tokensComeBackAndNoMoreThanTheBurst() {
        waits(0, 3);

        assertThat(waits(100 * MILLI, 2)).containsExactly(0, 100 * MILLI);
        assertThat(waits(100 * SECOND, 4)).containsExactly(0, 0, 0, 100 * MILLI);
    }

    @Test
    void whoDoesNotWaitSoLongTakesNothing() {
        waits(0, 3);

        assertThat(bucket.take(0, 99 * MILLI)).isNegative();
        assertThat(bucket.take(0, 100 * MILLI)).isEqualTo(100 * MILLI);
    }

    @Test
    void whatIsGivenBackIsThereForTheNext() {
        waits(0, 3);
        bucket.giveBack();

        assertThat(bucket.take(0, FOR_EVER)).isZero();
    }

    @Test
    void throttledItGoesAtHalfTheRateAndHasNothingLeft() {
        bucket.throttled(0, 0);

        assertThat(bucket.take(0, FOR_EVER)).isEqualTo(200 * MILLI);
    }

    @Test
    void callsThatAreThrottledTogetherHalveItOnce() {
        for (int call = 0; call < 8; call++) {
            bucket.throttled(call * 100 * MILLI, 0);
        }

        assertThat(bucket.take(700 * MILLI, FOR_EVER)).isLessThan(200 * MILLI);
    }

    @Test
    void againAndAgainItStillLetsSomethingThrough() {
        long now = 0;
        for (int event = 0; event < 100; event++) {
            now += SECOND;
            bucket.throttled(now, 0);
        }

        assertThat(bucket.take(now, FOR_EVER)).isBetween(SECOND, 4 * SECOND);
    }

    @Test
    void theRateComesBackEvenly() {
        bucket.throttled(0, 0);
        waits(15 * SECOND, 3);
        assertThat(bucket.take(15 * SECOND, FOR_EVER)).isBetween(133 * MILLI, 134 * MILLI);

        waits(60 * SECOND, 3);
        assertThat(bucket.take(60 * SECOND, FOR_EVER)).isEqualTo(100 * MILLI);
    }

    @Test
    void nothingGoesThroughBeforeTheCloudWantsToHearMore() {
        bucket.throttled(0, 30 * SECOND);

        assertThat(bucket.take(SECOND, FOR_EVER)).isEqualTo(29 * SECOND);
        assertThat(bucket.take(SECOND, 10 * SECOND)).isNegative();
        assertThat(bucket.take(31 * SECOND, FOR_EVER)).isZero();
    }

    @Test
    void aPauseSlowsNothing() {
        bucket.pause(0, SECOND);

        assertThat(waits(SECOND, 4)).containsExactly(0, 0, 0, 100 * MILLI);
    }

    @Test
    void anotherRateHoldsFromNowOn() {
        waits(0, 3);

        bucket.become(new Rate(1, 1), 0);
        assertThat(bucket.take(0, FOR_EVER)).isEqualTo(SECOND);

        bucket.become(new Rate(10, 3), 60 * SECOND);
        assertThat(waits(120 * SECOND, 4)).containsExactly(0, 0, 0, 100 * MILLI);
    }

    @Test
    void itIsIdleOnceItTellsNothingThatANewOneWouldNot() {
        assertThat(bucket.isIdle(0)).isFalse();
        waits(0, 1);
        assertThat(bucket.isIdle(60 * SECOND)).isFalse();
        assertThat(bucket.isIdle(61 * SECOND)).isTrue();

        bucket.throttled(61 * SECOND, 120 * SECOND);
        assertThat(bucket.isIdle(180 * SECOND)).isFalse();
        assertThat(bucket.isIdle(182 * SECOND)).isTrue();
    }

    private long[] waits(int calls) {
        return waits(0, calls);
    }

    private long[] waits(long now, int calls) {
        long[] waits = new long[calls];
        for (int call = 0; call < calls; call++) {
            waits[call] = bucket.take(now, FOR_EVER);
        }
        return waits;
    }
}
