package io.cloudconnectors.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Requests per minute, for each instance of the service. A bucket holds a minute's worth, so that a burst of that size
 * passes at once, and refills evenly.
 */
@ConfigMapping(prefix = "rate-limit")
interface RateLimitConfig {
    @WithDefault("true")
    boolean enabled();

    /** Per tenant: GET and HEAD. */
    @WithDefault("3000")
    int readPerMinute();

    /** Per tenant: what changes something. */
    @WithDefault("1200")
    int writePerMinute();

    /** Per tenant: what makes the platform work for longer than the request. */
    @WithDefault("300")
    int expensivePerMinute();

    /** Per address: requests without an access token. */
    @WithDefault("600")
    int anonymousPerMinute();
}
