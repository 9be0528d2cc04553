package io.cloudconnectors.local.cloud.google.wire;

import io.cloudconnectors.local.cloud.http.HttpCall;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be asked for, and the published method that each answer follows. */
public enum GoogleOperation {
    MINT_TOKEN(
            GoogleService.OAUTH2,
            "token",
            "/token",
            "a signature with one of the service account's keys",
            "",
            "Using OAuth 2.0 for Server to Server Applications, HTTP/REST; RFC 7523"),
    GET_PROJECT(
            GoogleService.CLOUD_RESOURCE_MANAGER,
            "projects.get",
            "/v3/projects/([^/:]+)",
            "resourcemanager.projects.get",
            "",
            "Cloud Resource Manager API discovery document v3, cloudresourcemanager.projects.get"),
    GET_ANCESTRY(
            GoogleService.CLOUD_RESOURCE_MANAGER,
            "projects.getAncestry",
            "/v1/projects/([^/:]+):getAncestry",
            "resourcemanager.projects.get",
            "",
            "Cloud Resource Manager API discovery document v1, cloudresourcemanager.projects.getAncestry"),
    LIST_SERVICES(
            GoogleService.SERVICE_USAGE,
            "services.list",
            "/v1/projects/([^/:]+)/services",
            "serviceusage.services.list",
            "filter pageSize pageToken",
            "Service Usage API discovery document v1, serviceusage.services.list"),
    LIST_IAM_POLICIES(
            GoogleService.CLOUD_ASSET,
            "assets.listIamPolicy",
            "/v1/projects/([^/:]+)/assets",
            "cloudasset.assets.listIamPolicy",
            "assetTypes contentType readTime pageSize pageToken",
            "Cloud Asset API discovery document v1, cloudasset.assets.list; permission by content type: Cloud Asset"
                    + " Inventory documentation, Listing assets") {
        @Override
        boolean means(HttpCall call) {
            return new Query(call.rawQuery())
                    .first("contentType")
                    .filter(Set.of("IAM_POLICY", "2")::contains)
                    .isPresent();
        }
    },
    LIST_ASSETS(
            GoogleService.CLOUD_ASSET,
            "assets.list",
            "/v1/projects/([^/:]+)/assets",
            "cloudasset.assets.listResource",
            "assetTypes contentType readTime pageSize pageToken",
            "Cloud Asset API discovery document v1, cloudasset.assets.list"),
    LIST_INSTANCES(
            GoogleService.COMPUTE,
            "instances.aggregatedList",
            "/compute/v1/projects/([^/:]+)/aggregated/instances",
            "compute.instances.list",
            "maxResults pageToken returnPartialSuccess",
            "Compute Engine API discovery document v1, compute.instances.aggregatedList"),
    LIST_DISKS(
            GoogleService.COMPUTE,
            "disks.aggregatedList",
            "/compute/v1/projects/([^/:]+)/aggregated/disks",
            "compute.disks.list",
            "maxResults pageToken returnPartialSuccess",
            "Compute Engine API discovery document v1, compute.disks.aggregatedList"),
    LIST_NETWORKS(
            GoogleService.COMPUTE,
            "networks.list",
            "/compute/v1/projects/([^/:]+)/global/networks",
            "compute.networks.list",
            "maxResults pageToken returnPartialSuccess",
            "Compute Engine API discovery document v1, compute.networks.list"),
    LIST_FIREWALLS(
            GoogleService.COMPUTE,
            "firewalls.list",
            "/compute/v1/projects/([^/:]+)/global/firewalls",
            "compute.firewalls.list",
            "maxResults pageToken returnPartialSuccess",
            "Compute Engine API discovery document v1, compute.firewalls.list"),
    LIST_BUCKETS(
            GoogleService.STORAGE,
            "buckets.list",
            "/storage/v1/b",
            "storage.buckets.list",
            "project maxResults pageToken projection",
            "Cloud Storage JSON API discovery document v1, storage.buckets.list");

    private static final Set<GoogleOperation> POSTED = EnumSet.of(MINT_TOKEN, GET_ANCESTRY);
    private static final Set<String> OF_EVERY_CALL = Set.of("alt", "$alt", "prettyPrint");

    private final GoogleService service;
    private final String action;
    private final Pattern path;
    private final String permission;
    private final String parameters;
    private final String source;

    GoogleOperation(
            GoogleService service, String action, String path, String permission, String parameters, String source) {
        this.service = service;
        this.action = action;
        this.path = Pattern.compile(path);
        this.permission = permission;
        this.parameters = parameters;
        this.source = source;
    }

    /** The operation that a call asks for. */
    public static Optional<GoogleOperation> of(HttpCall call) {
        return Arrays.stream(values())
                .filter(each -> each.path.matcher(call.rawPath()).matches()
                        && call.method().equals(POSTED.contains(each) ? "POST" : "GET")
                        && each.means(call))
                .findFirst();
    }

    /** Whether a call to the path is this operation, of several that share it; the first that says so is it. */
    boolean means(HttpCall call) {
        return true;
    }

    public GoogleService service() {
        return service;
    }

    /** {@code assets.list}: what faults and the log of calls name it. */
    public String action() {
        return action;
    }

    /** What the caller needs on the project. */
    public String permission() {
        return permission;
    }

    public String source() {
        return source;
    }

    /** A parameter that is not understood is refused rather than ignored. */
    public boolean understands(String parameter) {
        return Arrays.asList(parameters.split(" ")).contains(parameter) || OF_EVERY_CALL.contains(parameter);
    }

    /** The project in the path; none for the token endpoint and for Storage, which takes it as a parameter. */
    public Optional<String> projectIn(String rawPath) {
        Matcher matcher = path.matcher(rawPath);
        return matcher.matches() && matcher.groupCount() > 0 ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
