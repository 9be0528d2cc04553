package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.PollerConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * One client per service and region for all accounts, on one connection pool; credentials come with each call. The
 * standard {@code AWS_ENDPOINT_URL} variables redirect them all, by the SDK itself.
 */
@ApplicationScoped
class AwsClients {
    private static final int LAST = 3000;

    private final PollerConfig.Aws config;
    private final SdkHttpClient http;
    private final Map<Region, StsClient> sts = new ConcurrentHashMap<>();
    private final Map<Region, Ec2Client> ec2 = new ConcurrentHashMap<>();
    private final Map<Region, S3Client> s3 = new ConcurrentHashMap<>();
    private final Map<Region, IamClient> iam = new ConcurrentHashMap<>();

    AwsClients(PollerConfig config) {
        this.config = config.aws();
        this.http = Apache5HttpClient.builder()
                .maxConnections(this.config.maxConnections())
                .socketTimeout(this.config.attemptTimeout())
                .build();
    }

    /** Signs with the platform's own identity, which the SDK's default chain finds. */
    StsClient sts(Region region) {
        return sts.computeIfAbsent(
                region,
                r -> build(
                        StsClient.builder(),
                        r,
                        DefaultCredentialsProvider.builder().build()));
    }

    Ec2Client ec2(Region region) {
        return cached(ec2, region, r -> build(Ec2Client.builder(), r, AnonymousCredentialsProvider.create()));
    }

    S3Client s3(Region region) {
        return cached(s3, region, r -> build(S3Client.builder(), r, AnonymousCredentialsProvider.create()));
    }

    IamClient iam(Region region) {
        return cached(iam, region, r -> build(IamClient.builder(), r, AnonymousCredentialsProvider.create()));
    }

    private static <C> C cached(Map<Region, C> clients, Region region, Function<Region, C> make) {
        return clients.computeIfAbsent(region, make);
    }

    /** Without credentials of its own, so that a call which forgot the customer's cannot use the platform's. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, Region region, AwsCredentialsProvider credentials) {
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(config.attemptTimeout())
                        .apiCallTimeout(config.callTimeout())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(config.maxAttempts())
                                .build()))
                .build();
    }

    void onStop(@Observes @Priority(LAST) ShutdownEvent stop) {
        http.close();
    }
}
