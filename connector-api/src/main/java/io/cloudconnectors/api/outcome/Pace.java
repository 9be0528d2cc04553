package io.cloudconnectors.api.outcome;

import java.time.Duration;

/**
 * The waits of the rules of states, in whole seconds.
 *
 * @param recheckAfter from a permanent error to the run that confirms it
 * @param probeFirst from OFFLINE to the first probe
 * @param probeMost the longest wait between two probes
 */
public record Pace(Duration recheckAfter, Duration probeFirst, Duration probeMost) {
    public Pace {
        if (recheckAfter.toSeconds() < 1 || probeFirst.toSeconds() < 1 || probeMost.compareTo(probeFirst) < 0) {
            throw new IllegalArgumentException(
                    "states.recheck-after and states.probe-first take a second or more, states.probe-most no less than"
                            + " states.probe-first");
        }
    }
}
