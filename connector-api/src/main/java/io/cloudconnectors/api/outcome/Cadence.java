package io.cloudconnectors.api.outcome;

import java.time.Duration;

/**
 * What the schedule brings a connector next.
 *
 * @param pause between two checks. Of {@link Mode#SCHEDULED} it is the back-off that goes on when the full run after a
 *     probe fails; zero when there is none
 */
public record Cadence(Mode mode, Duration pause) {
    /** Full runs on the grid, and no back-off to remember. */
    public static final Cadence GRID = new Cadence(Mode.SCHEDULED, Duration.ZERO);

    /** The trigger of the runs that fall due, by the same name. */
    public enum Mode {
        /** Full runs on the connector's grid. */
        SCHEDULED,
        /** A permanent error waits for its confirmation. */
        RECHECK,
        /** The connector is OFFLINE: only its identity is tried. */
        PROBE
    }

    /** Confirms a permanent error. */
    static Cadence recheck(Pace pace) {
        return new Cadence(Mode.RECHECK, pace.recheckAfter());
    }

    /** Probes, from the beginning of the back-off. */
    static Cadence probe(Pace pace) {
        return new Cadence(Mode.PROBE, pace.probeFirst());
    }

    /** Probes, with the back-off that was reached. */
    Cadence probing(Pace pace) {
        return pause.isZero() ? probe(pace) : new Cadence(Mode.PROBE, pause);
    }

    /** Probes after twice the wait, up to the longest. */
    Cadence probingLater(Pace pace) {
        Duration doubled = probing(pace).pause().multipliedBy(2);
        return new Cadence(Mode.PROBE, doubled.compareTo(pace.probeMost()) < 0 ? doubled : pace.probeMost());
    }

    /** Full runs; the wait is remembered. */
    Cadence fully() {
        return new Cadence(Mode.SCHEDULED, pause);
    }
}
