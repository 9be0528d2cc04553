package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of one type's own list, with the names and locations that Cloud Asset Inventory gives the same resources. */
final class ListedPages implements Pages {
    private static final String NOTHING_THERE = "NO_RESULTS_ON_PAGE";

    private final GoogleClients clients;
    private final String projectId;
    private final ListedType type;

    ListedPages(GoogleClients clients, String projectId, ListedType type) {
        this.clients = clients;
        this.projectId = projectId;
        this.type = type;
    }

    @Override
    public ResourcePage page(GoogleSession session, @Nullable String token)
            throws CallFailed, TokenRefused, InterruptedException {
        JsonNode page = session.call(
                type.service().shortName(),
                bearer -> clients.threads().submit(() -> clients.lists().page(type, projectId, token, bearer)));
        if (!page.isObject()) {
            throw new CallFailed(Symptom.implausible("NotAnObject"));
        }
        if (!page.path("unreachables").isEmpty() || !page.path("unreachable").isEmpty()) {
            throw new CallFailed(Symptom.implausible("UNREACHABLE"));
        }
        List<Resource> resources = new ArrayList<>();
        for (JsonNode item : items(page.path("items"))) {
            resources.add(resource(item));
        }
        return new ResourcePage(resources, page.path("nextPageToken").textValue());
    }

    /** An aggregated list holds one list for each zone, or says why not. */
    private static Iterable<JsonNode> items(JsonNode items) throws CallFailed {
        if (!items.isObject()) {
            return items;
        }
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode scope : items) {
            String warning = scope.path("warning").path("code").asText(NOTHING_THERE);
            if (!NOTHING_THERE.equals(warning)) {
                throw new CallFailed(Symptom.implausible(warning));
            }
            for (JsonNode list : scope) {
                if (list.isArray()) {
                    list.forEach(all::add);
                }
            }
        }
        return all;
    }

    private Resource resource(JsonNode item) {
        Map<String, Object> described = Details.of(item);
        String name = item.path("name").asText();
        return new Resource(
                type.type(),
                nativeId(item, name),
                name,
                location(item),
                Details.texts(described.get("labels")),
                KeptMembers.of(type.type()).from(described));
    }

    private String nativeId(JsonNode item, String name) {
        if (type == ListedType.BUCKET) {
            return "//storage.googleapis.com/" + name;
        }
        String link = item.path("selfLink").asText();
        return "//compute.googleapis.com" + link.substring(Math.max(link.indexOf("/projects/"), 0));
    }

    private static String location(JsonNode item) {
        for (String member : List.of("zone", "region", "location")) {
            String place = item.path(member).asText();
            if (!place.isEmpty()) {
                return place.substring(place.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            }
        }
        return SliceKey.GLOBAL;
    }
}
