package io.cloudconnectors.local.cloud.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.google.ResourcePages.Page;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.google.project.Resource;
import io.cloudconnectors.local.cloud.google.project.ResourceKind;
import io.cloudconnectors.local.cloud.google.wire.GoogleError;
import io.cloudconnectors.local.cloud.google.wire.GoogleOperation;
import io.cloudconnectors.local.cloud.google.wire.Query;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bodies of the answers, in the shapes of the discovery documents that {@link GoogleOperation} cites. */
final class Answers {
    private static final Duration HISTORY = Duration.ofDays(35);

    private final Project project;
    private final Query query;
    private final boolean endless;
    private final Instant now;

    Answers(Project project, Query query, boolean endless, Instant now) {
        this.project = project;
        this.query = query;
        this.endless = endless;
        this.now = now;
    }

    ObjectNode to(GoogleOperation operation) {
        return switch (operation) {
            case GET_PROJECT -> project();
            case GET_ANCESTRY -> ancestry();
            case LIST_SERVICES -> services();
            case LIST_IAM_POLICIES -> policies();
            case LIST_ASSETS -> assets();
            case LIST_INSTANCES -> aggregated(ResourceKind.INSTANCE);
            case LIST_DISKS -> aggregated(ResourceKind.DISK);
            case LIST_NETWORKS -> global(ResourceKind.NETWORK);
            case LIST_FIREWALLS -> global(ResourceKind.FIREWALL);
            case LIST_BUCKETS -> buckets();
            case MINT_TOKEN -> throw new IllegalStateException("Not about a project");
        };
    }

    private ObjectNode project() {
        ObjectNode body = object().put("name", "projects/" + project.number())
                .put("projectId", project.id())
                .put("displayName", project.name())
                .put("createTime", "2026-01-15T17:30:00Z")
                .put("updateTime", "2026-01-15T17:30:00Z");
        return query.enumsAsNumbers()
                ? body.put("state", project.deleteRequested() ? 2 : 1)
                : body.put("state", project.deleteRequested() ? "DELETE_REQUESTED" : "ACTIVE");
    }

    /** From the project upwards. */
    private ObjectNode ancestry() {
        ObjectNode body = object();
        ArrayNode ancestors = body.putArray("ancestor");
        ancestors.addObject().putObject("resourceId").put("type", "project").put("id", project.id());
        for (String above : project.ancestors()) {
            String[] parts = above.split("/", 2);
            ancestors
                    .addObject()
                    .putObject("resourceId")
                    .put("type", parts[0].substring(0, parts[0].length() - 1))
                    .put("id", parts[1]);
        }
        return body;
    }

    private ObjectNode services() {
        String filter = query.first("filter").orElse("none");
        if (!filter.equals("state:ENABLED")) {
            throw GoogleError.NOT_SIMULATED.because("Only the filter state:ENABLED is simulated, not " + filter);
        }
        Page<String> page = pages("services", filter)
                .cut(project.enabled(), query.first("pageToken"), query.size("pageSize", 50, 200));
        ObjectNode body = object();
        ArrayNode services = body.putArray("services");
        String parent = "projects/" + project.number();
        page.items()
                .forEach(name -> services.addObject()
                        .put("name", parent + "/services/" + name)
                        .put("state", "ENABLED")
                        .put("parent", parent)
                        .putObject("config")
                        .put("name", name)
                        .put("title", name.replace(".googleapis.com", "") + " API"));
        return next(body, page);
    }

    /** An asset and the members of each role of its policy. */
    private record Policy(String name, String assetType, Map<String, List<String>> roles) {}

    private ObjectNode policies() {
        Instant readTime = readTime();
        if (!query.all("assetTypes").isEmpty()) {
            throw GoogleError.NOT_SIMULATED.because("assetTypes of policies are not simulated");
        }
        Stream<Policy> own = Stream.of(new Policy(
                "//cloudresourcemanager.googleapis.com/projects/" + project.number(),
                "cloudresourcemanager.googleapis.com/Project",
                project.policy()));
        Stream<Policy> below = project.resources().stream()
                .map(each -> new Policy(each.assetName(project), each.kind().assetType(), each.iam()));
        List<Policy> all = Stream.concat(own, below)
                .filter(policy -> !policy.roles().isEmpty())
                .toList();
        Page<Policy> page =
                pages("policies", readTime).cut(all, query.first("pageToken"), query.size("pageSize", 100, 1000));
        ObjectNode body = object().put("readTime", readTime.toString());
        ArrayNode assets = body.putArray("assets");
        for (Policy each : page.items()) {
            ObjectNode asset = assets.addObject().put("name", each.name()).put("assetType", each.assetType());
            ObjectNode policy = asset.putObject("iamPolicy").put("version", 1).put("etag", "BwYx2k3l4m5=");
            ArrayNode bindings = policy.putArray("bindings");
            each.roles().forEach((role, members) -> {
                ArrayNode written = bindings.addObject().put("role", role).putArray("members");
                members.forEach(written::add);
            });
            asset.putArray("ancestors").add("projects/" + project.number());
        }
        return next(body, page);
    }

    private ObjectNode assets() {
        String content = query.first("contentType").orElse("CONTENT_TYPE_UNSPECIFIED");
        if (!List.of("RESOURCE", "1").contains(content)) {
            throw GoogleError.NOT_SIMULATED.because(
                    "Of contents RESOURCE and IAM_POLICY are simulated, not " + content);
        }
        Instant readTime = readTime();
        List<String> types = query.all("assetTypes");
        List<Resource> all = project.resources().stream()
                .filter(each -> types.isEmpty() || types.contains(each.kind().assetType()))
                .toList();
        Page<Resource> page =
                pages("assets", types, readTime).cut(all, query.first("pageToken"), query.size("pageSize", 100, 1000));
        ObjectNode body = object().put("readTime", readTime.toString());
        ArrayNode assets = body.putArray("assets");
        page.items().forEach(each -> assets.add(asset(each)));
        return next(body, page);
    }

    private ObjectNode asset(Resource resource) {
        ObjectNode asset = object().put("name", resource.assetName(project))
                .put("assetType", resource.kind().assetType())
                .put("updateTime", "2026-01-15T17:30:00Z");
        ObjectNode content = asset.putObject("resource")
                .put("version", "v1")
                .put(
                        "discoveryDocumentUri",
                        "https://www.googleapis.com/discovery/v1/apis/"
                                + resource.kind().service().replace(".googleapis.com", "") + "/v1/rest")
                .put("discoveryName", resource.kind().simpleName())
                .put("parent", "//cloudresourcemanager.googleapis.com/projects/" + project.number())
                .put("location", resource.location());
        content.set("data", resource.representation(project));
        asset.putArray("ancestors").add("projects/" + project.number());
        return asset;
    }

    /** A snapshot lies in the last 35 days; without a time it would be one that later pages do not share. */
    private Instant readTime() {
        String text = query.first("readTime")
                .orElseThrow(() -> GoogleError.NOT_SIMULATED.because(
                        "Lists without a readTime are volatile and not simulated: set it"));
        try {
            Instant time = Instant.parse(text);
            if (!time.isAfter(now) && time.isAfter(now.minus(HISTORY))) {
                return time;
            }
        } catch (DateTimeException notATime) {
            throw GoogleError.INVALID_ARGUMENT.because("Invalid value at 'read_time'");
        }
        throw GoogleError.INVALID_ARGUMENT.because(
                "The read_time must be within the last 35 days and not in the future.");
    }

    private ObjectNode aggregated(ResourceKind kind) {
        Page<Resource> page = page(kind, 500);
        ObjectNode body = list(kind, "aggregated/").put("kind", computeKind(kind) + "AggregatedList");
        ObjectNode scopes = body.putObject("items");
        for (Resource each : page.items()) {
            scopes.withObjectProperty(each.place())
                    .withArrayProperty(kind.collection())
                    .add(each.representation(project));
        }
        return next(body, page);
    }

    private ObjectNode global(ResourceKind kind) {
        Page<Resource> page = page(kind, 500);
        ObjectNode body = list(kind, "global/").put("kind", computeKind(kind) + "List");
        return next(withItems(body, page), page);
    }

    private ObjectNode buckets() {
        Page<Resource> page = page(ResourceKind.BUCKET, 1000);
        return next(withItems(object().put("kind", "storage#buckets"), page), page);
    }

    private ObjectNode list(ResourceKind kind, String scope) {
        String path = "projects/" + project.id() + "/" + scope + kind.collection();
        return object().put("id", path).put("selfLink", "https://www.googleapis.com/compute/v1/" + path);
    }

    private static String computeKind(ResourceKind kind) {
        return "compute#" + kind.collection().substring(0, kind.collection().length() - 1);
    }

    /** Absent when there is none, as in the older APIs. */
    private ObjectNode withItems(ObjectNode body, Page<Resource> page) {
        if (!page.items().isEmpty()) {
            ArrayNode items = body.putArray("items");
            page.items().forEach(each -> items.add(each.representation(project)));
        }
        return body;
    }

    private Page<Resource> page(ResourceKind kind, int most) {
        return pages(kind.collection())
                .cut(project.resources(kind), query.first("pageToken"), query.size("maxResults", most, most));
    }

    private ResourcePages pages(Object... list) {
        return new ResourcePages(project.id() + List.of(list), endless);
    }

    private static ObjectNode next(ObjectNode body, Page<?> page) {
        return page.next() == null ? body : body.put("nextPageToken", page.next());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
