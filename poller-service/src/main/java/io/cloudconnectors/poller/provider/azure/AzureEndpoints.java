package io.cloudconnectors.poller.provider.azure;

import com.azure.core.management.AzureEnvironment;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.poller.PollerConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where to sign in and where to ask. Chosen by the cloud that the connector names, or by the operator; nothing that a
 * customer enters is part of a host.
 *
 * @param replaced the operator's own addresses, whose authority is not among those that Microsoft publishes
 */
record AzureEndpoints(AzureEnvironment environment, boolean replaced) {

    static AzureEndpoints of(AzureCloud cloud, PollerConfig.Azure config) {
        AzureEnvironment published = switch (cloud) {
            case PUBLIC -> AzureEnvironment.AZURE;
            case US_GOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
            case CHINA -> AzureEnvironment.AZURE_CHINA;
        };
        Map<String, String> endpoints = new HashMap<>(published.getEndpoints());
        config.authorityHost()
                .ifPresent(host ->
                        endpoints.put(AzureEnvironment.Endpoint.ACTIVE_DIRECTORY.identifier(), withSlash(host)));
        config.resourceManagerEndpoint()
                .ifPresent(endpoint ->
                        endpoints.put(AzureEnvironment.Endpoint.RESOURCE_MANAGER.identifier(), withSlash(endpoint)));
        return new AzureEndpoints(
                new AzureEnvironment(endpoints), config.authorityHost().isPresent());
    }

    String authorityHost() {
        return environment.getActiveDirectoryEndpoint();
    }

    /** Everything that the application was granted on the Resource Manager. */
    String scope() {
        String endpoint = environment.getResourceManagerEndpoint();
        return (endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint) + "/.default";
    }

    private static String withSlash(URI uri) {
        return Optional.of(uri.toString()).filter(text -> text.endsWith("/")).orElseGet(() -> uri + "/");
    }
}
