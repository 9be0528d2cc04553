package io.cloudconnectors.api.gap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a denial is believed. */
@ConfigMapping(prefix = "permission-gaps")
public interface GapsConfig {
    /** After so many denials in a row a permission is not asked for again. */
    @WithDefault("3")
    int rememberedAfter();

    /** So long after the last denial it is asked for all the same. */
    @WithDefault("24H")
    Duration askedAgainAfter();
}
