package io.cloudconnectors.api.result;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Taking in results. */
@ConfigMapping(prefix = "results")
public interface ResultsConfig {
    /** Whether this instance takes in results. */
    @WithDefault("true")
    boolean enabled();

    /** The consumer group; all instances share it. */
    @WithDefault("connector-api")
    String group();

    /** How many records are taken in at a time. */
    @WithDefault("500")
    int batch();

    /** How many partitions are worked on at the same time. */
    @WithDefault("4")
    int parallel();

    /** How long a look for new records waits. */
    @WithDefault("500MS")
    Duration poll();
}
