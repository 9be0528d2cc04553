package io.cloudconnectors.api.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what runs leave behind is kept. */
@ConfigMapping(prefix = "retention")
public interface RetentionConfig {
    /** Whether this instance makes and drops partitions; one instance at least must. */
    @WithDefault("true")
    boolean enabled();

    /** Between two rounds. */
    @WithDefault("1H")
    Duration every();

    /** How long a run stays in the history of its connector; whole days, and at least two of them. */
    @WithDefault("90D")
    Duration runs();

    /** The same of what each run saw, slice by slice: by far the most rows. Not longer than the runs. */
    @WithDefault("30D")
    Duration slices();

    /** How many days ahead partitions are made: for as long the engine goes on when nobody makes them. */
    @WithDefault("14")
    int daysAhead();

    /** How many staged chunks one statement deletes. */
    @WithDefault("1000")
    int batch();
}
