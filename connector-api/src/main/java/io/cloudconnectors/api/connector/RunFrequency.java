package io.cloudconnectors.api.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How often connectors may run, in minutes, counted start to start. */
@ConfigMapping(prefix = "connectors.run-frequency")
public interface RunFrequency {
    /** Unless it is configured otherwise. */
    RunFrequency USUAL = new Usual(
            Integer.parseInt(Usual.MINIMUM), Integer.parseInt(Usual.MAXIMUM), Integer.parseInt(Usual.DEFAULT));

    /** The shortest period that a client may choose. */
    @WithDefault(Usual.MINIMUM)
    int minimum();

    /** The longest. */
    @WithDefault(Usual.MAXIMUM)
    int maximum();

    /** What a connector gets when its client does not choose. */
    @WithName("default")
    @WithDefault(Usual.DEFAULT)
    int defaultMinutes();

    /** The values without configuration, for what is made before there is one. */
    record Usual(int minimum, int maximum, int defaultMinutes) implements RunFrequency {
        private static final String MINIMUM = "60";
        private static final String MAXIMUM = "1440";
        private static final String DEFAULT = "240";
    }
}
