package io.cloudconnectors.api.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How apply spares the vault, the database and the pollers. */
@ConfigMapping(prefix = "connectors.apply")
public interface ApplyConfig {
    /** How many items of one call are worked on at a time. */
    @WithDefault("4")
    int parallelism();

    /** How many of the connectors that one call makes due become due in a minute. */
    @WithDefault("300")
    int startsPerMinute();

    /** How long after the death of an instance the set that it was applying can be applied again. */
    @WithDefault("1M")
    Duration lease();
}
