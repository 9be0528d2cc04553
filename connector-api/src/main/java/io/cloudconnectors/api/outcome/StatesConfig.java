package io.cloudconnectors.api.outcome;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The waits of the rules of states; those between checks in whole seconds. */
@ConfigMapping(prefix = "states")
public interface StatesConfig {
    /** From a permanent error of a connector that was ONLINE to the run that confirms it. */
    @WithDefault("5M")
    Duration recheckAfter();

    /** From OFFLINE to the first probe; each that fails doubles the wait. */
    @WithDefault("15M")
    Duration probeFirst();

    /** The longest wait between two probes. */
    @WithDefault("6H")
    Duration probeMost();

    /** When a connector without a success is called stale. */
    Staleness staleness();

    /** When a connector without a success is called stale, and when nobody is. */
    interface Staleness {
        /** Whether this instance looks for stale connectors. */
        @WithDefault("true")
        boolean enabled();

        /** How much longer than two of its periods a connector may be without a success. */
        @WithDefault("30M")
        Duration slack();

        /** Between two looks. */
        @WithDefault("1M")
        Duration sweep();

        /** How many connectors one look takes OFFLINE. */
        @WithDefault("500")
        int batch();

        /** What is due, queued or unsent for so long shows that the platform is in trouble. */
        @WithDefault("10M")
        Duration late();

        /** How long after trouble, or after a start, nobody is called stale. */
        @WithDefault("30M")
        Duration calm();
    }

    /** The same for the rules. */
    default Pace pace() {
        return new Pace(recheckAfter(), probeFirst(), probeMost());
    }
}
