package io.cloudconnectors.api.runtoken;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Run tokens. */
@ConfigMapping(prefix = "run-token")
public interface RunTokenConfig {
    /** PEM file with the private key: EC P-256, PKCS#8. Every instance has the same. */
    Optional<Path> keyFile();

    /** How long a token is valid. A reveal may outlive a cancellation by this long. */
    @WithDefault("5M")
    Duration lifetime();
}
