package io.cloudconnectors.api.connectiontest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long connection tests may take, and how long they are kept. */
@ConfigMapping(prefix = "connection-tests")
public interface ConnectionTestsConfig {
    /** How long the vault keeps a secret that is tried. Longer than {@link #time}, so that it is there to the end. */
    @WithDefault("10M")
    Duration trial();

    /** After this a test ends, whatever it waits for. */
    @WithDefault("9M")
    Duration time();

    /** How long an attempt may take, from its lease on. */
    @WithDefault("2M")
    Duration budget();

    /** How often a test is tried whose poller was lost. */
    @WithDefault("3")
    int attempts();

    /** Between two looks for tests to send, to send again or to end. */
    @WithDefault("5S")
    Duration sweep();

    /** How many tests one look sends at a time. */
    @WithDefault("500")
    int batch();

    /** How long a test that has ended is kept. */
    @WithDefault("7D")
    Duration retention();

    /** Whether this instance looks. */
    @WithDefault("true")
    boolean sweeping();
}
