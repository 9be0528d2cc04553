package io.cloudconnectors.vault.kek;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which KEK wraps, and which others still unwrap. */
@ConfigMapping(prefix = "vault.kek")
public interface KekSettings {
    /** {@code file} or {@code aws-kms}. */
    @WithDefault("file")
    Provider provider();

    /** The keyset file of the provider {@code file}. */
    Optional<Path> file();

    /** Keyset files that unwrap alone. */
    Optional<List<Path>> otherFiles();

    /** AWS KMS keys, by ARN, that unwrap alone. */
    Optional<List<String>> otherKmsKeys();

    /** AWS KMS. */
    Kms kms();

    /** What keeps the KEK. */
    enum Provider {
        FILE,
        AWS_KMS
    }

    /** How AWS KMS is called. */
    interface Kms {
        /** The key that wraps: the ARN of a key, not of an alias. */
        Optional<String> keyArn();

        /** Another endpoint than the region's own. */
        Optional<URI> endpoint();

        /** How long one attempt may take. */
        @WithDefault("1S")
        Duration attemptTimeout();

        /** How long a call may take with its retries. */
        @WithDefault("4S")
        Duration timeout();

        /** Attempts at most; waits between them grow, with jitter. */
        @WithDefault("3")
        int attempts();
    }
}
