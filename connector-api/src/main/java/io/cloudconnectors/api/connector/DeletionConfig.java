package io.cloudconnectors.api.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a deleted connector can be restored, and how what is left of it goes. */
@ConfigMapping(prefix = "deletion")
public interface DeletionConfig {
    /** How long a deleted connector can be restored; then its secrets are shredded and its data deleted. */
    @WithDefault("30D")
    Duration retention();

    /** Whether this instance purges. */
    @WithDefault("true")
    boolean purging();

    /** Between two looks for connectors to purge. */
    @WithDefault("1M")
    Duration sweep();

    /** How many connectors one look purges at most. */
    @WithDefault("100")
    int batch();

    /** How long a request works on the purge that it asks for; what is left then goes on by itself. */
    @WithDefault("5S")
    Duration patience();

    /** When a purge that did not get through, or waits for a run to end, is tried again. */
    @WithDefault("1M")
    Duration retryAfter();
}
