package io.cloudconnectors.api.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The versions of credentials. */
@ConfigMapping(prefix = "credentials")
public interface CredentialsConfig {
    /** How many versions are kept beside the current one, to go back to; at least 1. The secrets of older ones are shredded. */
    @WithDefault("5")
    int keptVersions();

    /** How the vault is told to shred what is not kept. */
    Shredding shredding();

    /** How the vault is told to shred what is not kept. */
    interface Shredding {
        /** Whether this instance tells it. */
        @WithDefault("true")
        boolean enabled();

        /** Between two looks. */
        @WithDefault("10S")
        Duration sweep();

        /** How long an instance that took a version has to get it shredded, before another one tries. */
        @WithDefault("2M")
        Duration claim();

        /** How many versions one look takes. */
        @WithDefault("100")
        int batch();
    }
}
