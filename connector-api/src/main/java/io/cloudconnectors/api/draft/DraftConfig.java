package io.cloudconnectors.api.draft;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what is reserved stays so. */
@ConfigMapping(prefix = "drafts")
public interface DraftConfig {
    /** From the making of a draft on. */
    @WithDefault("24H")
    Duration lifetime();

    /** Between two looks for drafts to drop; nobody sees them from their last moment on. */
    @WithDefault("10M")
    Duration housekeeping();

    /** Whether this instance drops them. */
    @WithDefault("true")
    boolean dropping();
}
