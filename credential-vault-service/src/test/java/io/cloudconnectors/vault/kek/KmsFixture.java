package io.cloudconnectors.vault.kek;

import io.cloudconnectors.local.cloud.PlatformIdentity;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** A simulated KMS, and keys in it. */
public final class KmsFixture implements AutoCloseable {
    private static final String REGION = "eu-central-1";
    private static final String CUSTOMER = "111122223333";

    private final PlatformIdentity platform = PlatformIdentity.generate("999988887777");
    private final SimulatedCloud cloud;
    private final KmsClient kms;

    public KmsFixture() {
        try {
            cloud = SimulatedCloud.start(0, "{aws: {accounts: [{id: '" + CUSTOMER + "'}]}}", platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kms = KmsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(vault())
                .build();
    }

    /** How the vault calls KMS in a test: a hanging call is given up soon, and a busy machine is not taken for one. */
    record Settings(
            Optional<String> keyArn, Optional<URI> endpoint, Duration attemptTimeout, Duration timeout, int attempts)
            implements KekSettings.Kms {}

    KekSettings.Kms settings() {
        return new Settings(
                Optional.empty(), Optional.of(cloud.endpoint()), Duration.ofSeconds(2), Duration.ofSeconds(30), 3);
    }

    /** The ARN of a new key. */
    public String newKey() {
        return kms.createKey().keyMetadata().arn();
    }

    public Kek kek(String arn) {
        return AwsKmsKek.connect(arn, settings(), vault());
    }

    /** What a vault in a process of its own is told to use that key. */
    public Map<String, String> environment(String arn) {
        return Map.of(
                "VAULT_KEK", "aws-kms",
                "KMS_KEY_ARN", arn,
                "KMS_ENDPOINT", cloud.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", platform.key().id(),
                "AWS_SECRET_ACCESS_KEY", platform.key().secret());
    }

    public void enable(String arn, boolean on) {
        if (on) {
            kms.enableKey(call -> call.keyId(arn));
        } else {
            kms.disableKey(call -> call.keyId(arn));
        }
    }

    AwsCredentialsProvider vault() {
        return of(platform.key());
    }

    /** An identity of another account, which the key's policy does not know. */
    AwsCredentialsProvider stranger() {
        return of(cloud.accounts().administrator(CUSTOMER).orElseThrow());
    }

    private static AwsCredentialsProvider of(AccessKey key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }

    /** @param count how many calls it hits; all of them without */
    void fault(FaultKind kind, @Nullable Integer count) {
        var _ = cloud.faults().set(new Fault(null, "kms", null, null, kind, count, null));
    }

    void liftFaults() {
        cloud.faults().liftAll();
    }

    long calls(String action) {
        return cloud.calls().matching(call -> call.action().equals(action)).size();
    }

    @Override
    public void close() {
        kms.close();
        cloud.close();
    }
}
