package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.EgressResolver;
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;

/**
 * One client for each API and region, over one HTTP client, for all accounts. They carry no identity: each request
 * brings its own, and one without is refused here rather than signed with the platform's key.
 */
final class AwsClients implements AutoCloseable {
    private static final AwsCredentialsProvider NOBODY = () -> {
        throw new IllegalStateException("An AWS request without the session of its account");
    };

    private final SdkHttpClient http;
    private final EgressWatch watch;
    private final Set<URI> configured = EndpointSettings.configured();
    private final ClientOverrideConfiguration overrides;
    private final ConcurrentMap<Key, Object> clients = new ConcurrentHashMap<>();

    private record Key(AwsApi<?> api, Region region) {}

    AwsClients(PollerConfig.Aws config, EgressWatch watch) {
        this.watch = watch;
        this.http = Apache5HttpClient.builder()
                .dnsResolver(new EgressResolver(watch.of(Provider.AWS, Set.of(), configured)))
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build())
                .maxConnections(config.maxConnections())
                .connectionTimeout(config.connectTimeout())
                .socketTimeout(config.attemptTimeout())
                .connectionAcquisitionTimeout(config.attemptTimeout())
                .build();
        AwsPace pace = new AwsPace(config.attemptTimeout().dividedBy(2));
        this.overrides = ClientOverrideConfiguration.builder()
                // Neither the adaptive mode nor a retry quota: both are the client's, and one throttled account would
                // slow all
                // others. What they are for is done for each account by AwsPace.
                .retryStrategy(pace.noting(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(config.maxAttempts())
                        .circuitBreakerEnabled(false)
                        .build()))
                .addExecutionInterceptor(pace)
                .apiCallAttemptTimeout(config.attemptTimeout())
                .apiCallTimeout(config.callTimeout())
                .build();
    }

    /** The client of an API in a region, made when it is first asked for. */
    @SuppressWarnings("unchecked") // a key's client is made by the key's own API
    <C> C client(AwsApi<C> api, Region region) {
        return (C) clients.computeIfAbsent(new Key(api, region), key -> api.client(new InRegion(region)));
    }

    private final class InRegion implements AwsApi.Configuration {
        private final Region region;

        private InRegion(Region region) {
            this.region = region;
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
            return builder.region(region)
                    .credentialsProvider(NOBODY)
                    .httpClient(new AwsEgress(http, watch.of(Provider.AWS, AwsEgress.hosts(region), configured)))
                    .overrideConfiguration(overrides)
                    .build();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
