package io.cloudconnectors.vault.kek;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The production KMS adapter with the credentials of a simulated cloud: in the package of what it measures. */
public final class BenchedKms {
    private BenchedKms() {}

    private record Settings(
            Optional<String> keyArn, Optional<URI> endpoint, Duration attemptTimeout, Duration timeout, int attempts)
            implements KekSettings.Kms {}

    public static Kek connect(URI endpoint, String arn, String keyId, String secret) {
        Settings settings =
                new Settings(Optional.empty(), Optional.of(endpoint), Duration.ofSeconds(1), Duration.ofSeconds(4), 3);
        return AwsKmsKek.connect(
                arn, settings, StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)));
    }
}
