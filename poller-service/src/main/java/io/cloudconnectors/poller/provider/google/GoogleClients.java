package io.cloudconnectors.poller.provider.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.httpjson.HttpJsonCallContext;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.cloud.asset.v1.AssetServiceClient;
import com.google.cloud.asset.v1.AssetServiceSettings;
import com.google.cloud.resourcemanager.v3.ProjectsClient;
import com.google.cloud.resourcemanager.v3.ProjectsSettings;
import io.cloudconnectors.poller.PollerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One client for each API, over one transport, for all projects. They carry no identity: each request brings its own. */
final class GoogleClients implements AutoCloseable {
    private static final int MAX_TOKEN_CONNECTIONS = 100;

    private final GoogleEndpoints endpoints;
    private final Calls calls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpTransport transport = new NetHttpTransport();
    private final HttpTransport tokenTransport = tokenConnections();
    private final ProjectsClient projects;
    private final AssetServiceClient assets;
    private final RestLists lists;

    GoogleClients(PollerConfig.Google config) {
        this.endpoints = GoogleEndpoints.of(config.endpoint());
        this.calls = new Calls(config);
        this.lists = new RestLists(transport, endpoints, config.attemptTimeout());
        try {
            this.projects = ProjectsClient.create(projects(config));
            this.assets = AssetServiceClient.create(assets(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The JDK's own connection loses the body of a 401 to a POST, which is how the token endpoint says that an account is
     * disabled. The clients of the APIs work with no other, though.
     */
    private static HttpTransport tokenConnections() {
        return new ApacheHttpTransport(ApacheHttpTransport.newDefaultHttpClientBuilder()
                .setMaxConnTotal(MAX_TOKEN_CONNECTIONS)
                .setMaxConnPerRoute(MAX_TOKEN_CONNECTIONS)
                .disableRedirectHandling()
                .build());
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

    ExecutorService threads() {
        return threads;
    }

    /** For the token endpoint. */
    HttpTransport tokenTransport() {
        return tokenTransport;
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
        threads.shutdownNow();
        try {
            tokenTransport.shutdown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
