package io.cloudconnectors.api.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Idempotency keys. */
@ConfigMapping(prefix = "idempotency")
public interface IdempotencyConfig {
    /** How long an answer is kept, at least. */
    @WithDefault("24H")
    Duration retention();

    /** How long after the death of an instance the requests that it was at can be sent again. */
    @WithDefault("30S")
    Duration lease();

    /** Between two renewals of the leases of what this instance is at. */
    @WithDefault("10S")
    Duration renewal();

    /** Between two looks for keys whose time is over. */
    @WithDefault("5M")
    Duration purge();

    /** Whether this instance renews and purges. */
    @WithDefault("true")
    boolean enabled();
}
