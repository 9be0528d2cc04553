package io.cloudconnectors.vault.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long versions are kept that nobody can have any more, or that nobody committed. */
@ConfigMapping(prefix = "vault.versions")
public interface CredentialsConfig {
    /**
     * How long the key of a deleted version is kept. Nobody gets it meanwhile; it is there for the case that it should not have
     * been deleted. connector-api keeps a deleted connector for 30 days and deletes here when those are over, so the default
     * shreds at once.
     */
    @WithDefault("0S")
    Duration retention();

    /** How long a version may stay uncommitted before connector-api is asked about it; much longer than a request lasts. */
    @WithDefault("1H")
    Duration grace();

    /** How often what this instance revealed is written down as used. */
    @WithDefault("1M")
    Duration usesEvery();
}
