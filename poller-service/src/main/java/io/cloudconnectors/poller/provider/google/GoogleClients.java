package io.cloudconnectors.poller.provider.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.httpjson.HttpJsonCallContext;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.cloud.asset.v1.AssetServiceClient;
import com.google.cloud.asset.v1.AssetServiceSettings;
import com.google.cloud.resourcemanager.v3.ProjectsClient;
import com.google.cloud.resourcemanager.v3.ProjectsSettings;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.CloudHttp;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One client for each API, over one transport, for all projects. They carry no identity: each request brings its own. */
final class GoogleClients implements AutoCloseable {
    /** Everything that is read, and the token endpoint. */
    private static final Set<String> HOSTS = Set.of(".googleapis.com");

    private final GoogleEndpoints endpoints;
    private final Calls calls;
    private final CallThreads threads = new CallThreads();
    private final CloudHttp http;
    private final HttpTransport transport;
    private final ProjectsClient projects;
    private final AssetServiceClient assets;
    private final RestLists lists;

    GoogleClients(PollerConfig.Google config, EgressWatch watch) {
        this.endpoints = GoogleEndpoints.of(config.endpoint());
        this.calls = new Calls(config);
        Egress egress =
                watch.of(Provider.GCP, HOSTS, config.endpoint().map(Set::of).orElse(Set.of()));
        this.http = new CloudHttp(
                egress,
                new CloudHttp.Limits(config.maxConnections(), config.connectTimeout(), config.attemptTimeout()),
                null);
        this.transport = new GoogleTransport(http, egress);
        this.lists = new RestLists(transport, endpoints, config.attemptTimeout());
        try {
            this.projects = ProjectsClient.create(projects(config));
            this.assets = AssetServiceClient.create(assets(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProjectsSettings projects(PollerConfig.Google config) throws IOException {
        return ProjectsSettings.newHttpJsonBuilder()
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(ProjectsSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(transport)
                        .setExecutor(threads)
                        .setEndpoint(endpoints.resourceManager().toString())
                        .build())
                .applyToAllUnaryMethods(method -> {
                    method.setSimpleTimeoutNoRetriesDuration(config.attemptTimeout());
                    return null;
                })
                .build();
    }

    private AssetServiceSettings assets(PollerConfig.Google config) throws IOException {
        return AssetServiceSettings.newHttpJsonBuilder()
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(AssetServiceSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(transport)
                        .setExecutor(threads)
                        .setEndpoint(endpoints.asset().toString())
                        .build())
                .applyToAllUnaryMethods(method -> {
                    method.setSimpleTimeoutNoRetriesDuration(config.attemptTimeout());
                    return null;
                })
                .build();
    }

    /**
     * A call with a token. The token goes as a header, not as the SDK's credentials: these repeat a call whose token was
     * refused with the same token, and log that they could not refresh it.
     */
    static ApiCallContext bearing(String token) {
        return HttpJsonCallContext.createDefault()
                .withExtraHeaders(Map.of("Authorization", List.of("Bearer " + token)));
    }

    GoogleEndpoints endpoints() {
        return endpoints;
    }

    Calls calls() {
        return calls;
    }

    CallThreads threads() {
        return threads;
    }

    /** For the token endpoint. */
    HttpTransport tokenTransport() {
        return transport;
    }

    ProjectsClient projects() {
        return projects;
    }

    AssetServiceClient assets() {
        return assets;
    }

    RestLists lists() {
        return lists;
    }

    @Override
    public void close() {
        projects.close();
        assets.close();
        threads.close();
        http.close();
    }
}
