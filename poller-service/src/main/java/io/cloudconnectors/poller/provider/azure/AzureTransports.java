package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.CloudHttp;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressWatch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one HTTP client of all subscriptions, for each of Azure's clouds with its own hosts alone. */
final class AzureTransports implements AutoCloseable {
    private final CloudHttp http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration attemptTimeout;
    private final Map<AzureCloud, Egress> clouds = new EnumMap<>(AzureCloud.class);

    AzureTransports(PollerConfig.Azure config, EgressWatch watch) {
        Set<URI> configured = Stream.of(config.authorityHost(), config.resourceManagerEndpoint())
                .flatMap(endpoint -> endpoint.stream())
                .collect(Collectors.toUnmodifiableSet());
        this.http = new CloudHttp(
                watch.of(Provider.AZURE, Set.of(), configured),
                new CloudHttp.Limits(config.maxConnections(), config.connectTimeout(), config.attemptTimeout()),
                config.caFile().map(Path::of).map(TrustedAuthorities::with).orElse(null));
        this.attemptTimeout = config.attemptTimeout();
        for (AzureCloud cloud : AzureCloud.values()) {
            clouds.put(cloud, watch.of(Provider.AZURE, hosts(cloud), configured));
        }
    }

    /** Microsoft's documentation of national clouds: where each signs in, and its Resource Manager. */
    private static Set<String> hosts(AzureCloud cloud) {
        return switch (cloud) {
            case PUBLIC -> Set.of("login.microsoftonline.com", "management.azure.com");
            case US_GOVERNMENT -> Set.of("login.microsoftonline.us", "management.usgovcloudapi.net");
            case CHINA ->
                Set.of("login.chinacloudapi.cn", "login.partner.microsoftonline.cn", "management.chinacloudapi.cn");
        };
    }

    /** For one run, which may abort what it has begun there. */
    AzureTransport of(AzureCloud cloud) {
        return new AzureTransport(http, Objects.requireNonNull(clouds.get(cloud)), threads, attemptTimeout);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
