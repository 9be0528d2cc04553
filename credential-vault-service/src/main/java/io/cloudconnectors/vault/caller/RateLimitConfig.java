package io.cloudconnectors.vault.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Calls per minute of one client id, for each instance of the vault. A bucket holds a minute's worth, so that a burst of that
 * size passes at once, and refills evenly.
 */
@ConfigMapping(prefix = "vault.rate-limit")
interface RateLimitConfig {
    @WithDefault("true")
    boolean enabled();

    /**
     * Reveals. All pollers share a client id: 50 of them with 32 slots each, whose runs take a second, reveal 96,000 times a
     * minute.
     */
    @WithDefault("120000")
    int revealPerMinute();

    /** Writes. connector-api seals 10,000 credentials at most with one request. */
    @WithDefault("30000")
    int writePerMinute();

    /** What is refused for its scope. Each is a record in the audit log, which no such client shall fill. */
    @WithDefault("600")
    int refusedPerMinute();
}
