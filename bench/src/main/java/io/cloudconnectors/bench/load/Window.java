package io.cloudconnectors.bench.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * What clients saw in a stretch of time.
 *
 * @param elapsed until the last answer
 * @param nanos of each answer, sorted
 */
public record Window(Duration elapsed, long[] nanos) {

    /** Sorts what it is given. */
    public static Window of(Duration elapsed, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Window(elapsed, sorted);
    }

    public double perSecond() {
        return nanos.length / (elapsed.toNanos() / 1e9);
    }

    /**
     * The time within which this share of the answers came, in milliseconds: the nearest rank; not a number without answers.
     *
     * @param share above 0, at most 1
     */
    public double millis(double share) {
        if (nanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * nanos.length);
        return nanos[Math.max(rank, 1) - 1] / 1e6;
    }
}
