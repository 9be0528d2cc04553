package io.cloudconnectors.poller.pace;

/**
 * How often something may be asked for.
 *
 * @param perSecond in the long run
 * @param burst at once, after a pause
 */
public record Rate(double perSecond, int burst) {
    public Rate {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("A rate lets something through");
        }
    }

    /** So many times as often, and as much more at once. */
    Rate times(double factor) {
        return new Rate(perSecond * factor, Math.max(1, (int) (burst * factor)));
    }

    /** A second's worth at once. */
    static Rate everySecond(int requests) {
        return new Rate(requests, requests);
    }
}
