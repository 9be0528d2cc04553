package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The calls without a client of Google's: lists of Compute Engine and Cloud Storage, enabled services, ancestry. */
final class RestLists {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE_SIZE = 500;

    /** Service Usage gives no more. */
    private static final int SERVICES = 200;

    private final HttpTransport transport;
    private final GoogleEndpoints endpoints;
    private final int timeoutMillis;

    RestLists(HttpTransport transport, GoogleEndpoints endpoints, Duration timeout) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** One page as it came. */
    JsonNode page(ListedType type, String projectId, @Nullable String token, String bearer) throws IOException {
        GenericUrl url = url(type, projectId);
        url.set("maxResults", PAGE_SIZE);
        url.set("pageToken", token);
        return answer(transport.createRequestFactory().buildGetRequest(url), bearer);
    }

    /** A page of the services that are enabled. */
    JsonNode services(String projectId, @Nullable String token, String bearer) throws IOException {
        GenericUrl url = new GenericUrl(endpoints.serviceUsage() + "/v1/projects/" + projectId + "/services");
        url.set("filter", "state:ENABLED");
        url.set("pageSize", SERVICES);
        url.set("pageToken", token);
        return answer(transport.createRequestFactory().buildGetRequest(url), bearer);
    }

    /** The project and what is above it. */
    JsonNode ancestry(String projectId, String bearer) throws IOException {
        GenericUrl url = new GenericUrl(endpoints.resourceManager() + "/v1/projects/" + projectId + ":getAncestry");
        return answer(transport.createRequestFactory().buildPostRequest(url, new EmptyContent()), bearer);
    }

    private JsonNode answer(HttpRequest request, String bearer) throws IOException {
        request.setConnectTimeout(timeoutMillis)
                .setReadTimeout(timeoutMillis)
                .setNumberOfRetries(0)
                .setFollowRedirects(false)
                .setLoggingEnabled(false);
        request.getHeaders().setAuthorization("Bearer " + bearer);
        HttpResponse response = request.execute();
        try {
            JsonNode page = JSON.readTree(response.getContent());
            return page;
        } finally {
            response.disconnect();
        }
    }

    private GenericUrl url(ListedType type, String projectId) {
        return switch (type.service()) {
            case COMPUTE ->
                new GenericUrl(endpoints.compute() + "/compute/v1/projects/" + projectId + "/" + type.path());
            case STORAGE, CLOUD_ASSET, RESOURCE_MANAGER, SERVICE_USAGE, IAM_POLICY -> {
                GenericUrl url = new GenericUrl(endpoints.storage() + "/storage/v1/" + type.path());
                url.set("project", projectId);
                yield url;
            }
        };
    }
}
