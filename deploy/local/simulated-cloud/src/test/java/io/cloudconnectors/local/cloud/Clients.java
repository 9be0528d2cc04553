package io.cloudconnectors.local.cloud;

import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The SDK's own clients, pointed at a simulated cloud. Without retries, so that a test sees every answer. */
final class Clients implements AutoCloseable {
    static final String REGION = "eu-central-1";

    private final URI endpoint;
    private final SdkHttpClient http = Apache5HttpClient.builder()
            .socketTimeout(Duration.ofSeconds(20))
            .maxConnections(20)
            .build();

    Clients(URI endpoint) {
        this.endpoint = endpoint;
    }

    static AwsCredentials of(AccessKey key) {
        return AwsBasicCredentials.create(key.id(), key.secret());
    }

    static AwsCredentials of(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    StsClient sts(AwsCredentials as, String region) {
        return configured(StsClient.builder(), as, region);
    }

    StsClient sts(AwsCredentials as) {
        return sts(as, REGION);
    }

    Ec2Client ec2(AwsCredentials as, String region) {
        return configured(Ec2Client.builder(), as, region);
    }

    Ec2Client ec2(AwsCredentials as) {
        return ec2(as, REGION);
    }

    S3Client s3(AwsCredentials as) {
        return s3(as, REGION);
    }

    S3Client s3(AwsCredentials as, String region) {
        return configured(S3Client.builder(), as, region);
    }

    IamClient iam(AwsCredentials as) {
        return configured(IamClient.builder(), as, "aws-global");
    }

    KmsClient kms(AwsCredentials as) {
        return configured(KmsClient.builder(), as, REGION);
    }

    Credentials assume(AwsCredentials as, String roleArn, @Nullable String externalId) {
        try (StsClient sts = sts(as)) {
            return sts.assumeRole(
                            r -> r.roleArn(roleArn).roleSessionName("run-1").externalId(externalId))
                    .credentials();
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
            B builder, AwsCredentials as, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(as))
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
