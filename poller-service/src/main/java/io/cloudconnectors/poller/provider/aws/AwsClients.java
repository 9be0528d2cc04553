package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.PollerConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One client for each service and region, over one HTTP client, for all accounts. They carry no identity: each request
 * brings its own, and one without is refused here rather than signed with the platform's key.
 */
final class AwsClients implements AutoCloseable {
    private static final AwsCredentialsProvider NOBODY = () -> {
        throw new IllegalStateException("An AWS request without the session of its account");
    };

    private final SdkHttpClient http;
    private final ClientOverrideConfiguration overrides;
    private final ConcurrentMap<Region, StsClient> sts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Region, Ec2Client> ec2 = new ConcurrentHashMap<>();
    private final ConcurrentMap<Region, S3Client> s3 = new ConcurrentHashMap<>();
    private final ConcurrentMap<Region, IamClient> iam = new ConcurrentHashMap<>();

    AwsClients(PollerConfig.Aws config) {
        this.http = Apache5HttpClient.builder()
                .maxConnections(config.maxConnections())
                .connectionTimeout(config.connectTimeout())
                .socketTimeout(config.attemptTimeout())
                .connectionAcquisitionTimeout(config.attemptTimeout())
                .build();
        this.overrides = ClientOverrideConfiguration.builder()
                // The retry quota would be shared: one throttled account would use it up for all others.
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(config.maxAttempts())
                        .circuitBreakerEnabled(false)
                        .build())
                .apiCallAttemptTimeout(config.attemptTimeout())
                .apiCallTimeout(config.callTimeout())
                .build();
    }

    StsClient sts(Region region) {
        return sts.computeIfAbsent(region, r -> configured(StsClient.builder(), r));
    }

    Ec2Client ec2(Region region) {
        return ec2.computeIfAbsent(region, r -> configured(Ec2Client.builder(), r));
    }

    S3Client s3(Region region) {
        return s3.computeIfAbsent(region, r -> configured(S3Client.builder(), r));
    }

    IamClient iam(Region region) {
        return iam.computeIfAbsent(region, r -> configured(IamClient.builder(), r));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(B builder, Region region) {
        return builder.region(region)
                .credentialsProvider(NOBODY)
                .httpClient(http)
                .overrideConfiguration(overrides)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
