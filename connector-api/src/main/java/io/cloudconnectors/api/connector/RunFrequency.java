package io.cloudconnectors.api.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How often connectors may run, in minutes, counted start to start. */
@ConfigMapping(prefix = "connectors.run-frequency")
public interface RunFrequency {
    /** The shortest period that a client may choose. */
    @WithDefault("60")
    int minimum();

    /** The longest. */
    @WithDefault("1440")
    int maximum();

    /** What a connector gets when its client does not choose. */
    @WithName("default")
    @WithDefault("240")
    int defaultMinutes();
}
