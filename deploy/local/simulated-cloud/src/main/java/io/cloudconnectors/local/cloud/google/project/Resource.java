package io.cloudconnectors.local.cloud.google.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One resource.
 *
 * @param location a zone, a region, a multi-region or {@code global}
 * @param data further fields of the resource, in the shape of its own API
 * @param iam the members of each role of its IAM policy; empty for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resource(
        @JsonProperty("type") ResourceKind kind,
        String name,
        String location,
        Map<String, String> labels,
        Map<String, JsonNode> data,
        Map<String, List<String>> iam) {
    private static final String CREATED = "2026-01-15T09:30:00.000-08:00";

    public Resource(
            @Nullable ResourceKind kind,
            @Nullable String name,
            @Nullable String location,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, JsonNode> data,
            @Nullable Map<String, List<String>> iam) {
        if (kind == null || name == null || name.isBlank()) {
            throw new IllegalArgumentException("A resource needs its type and its name");
        }
        this.kind = kind;
        this.name = name;
        this.location = Objects.requireNonNullElse(location, "global");
        this.labels = new TreeMap<>(Objects.requireNonNullElse(labels, Map.of()));
        this.data = new TreeMap<>(Objects.requireNonNullElse(data, Map.of()));
        this.iam = new TreeMap<>(Objects.requireNonNullElse(iam, Map.of()));
    }

    /** The full resource name. Source: Cloud Asset Inventory documentation, "Asset names". */
    public String assetName(Project project) {
        return switch (kind) {
            case BUCKET -> "//storage.googleapis.com/" + name;
            case SERVICE_ACCOUNT -> "//iam.googleapis.com/projects/" + project.id() + "/serviceAccounts/" + uniqueId();
            case SQL_INSTANCE -> "//cloudsql.googleapis.com/" + path(project);
            case INSTANCE, DISK, SUBNETWORK, NETWORK, FIREWALL, TOPIC, CLUSTER, FUNCTION ->
                "//" + kind.service() + "/" + path(project);
        };
    }

    /** {@code zones/europe-west3-a}: the key of an aggregated list. */
    public String place() {
        return kind.place(location);
    }

    /** The resource as its own API gives it. */
    public ObjectNode representation(Project project) {
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case INSTANCE ->
                compute(own, project).put("zone", url(project, place())).put("status", "RUNNING");
            case DISK ->
                compute(own, project).put("zone", url(project, place())).put("status", "READY");
            case SUBNETWORK -> compute(own, project).put("region", url(project, place()));
            case NETWORK, FIREWALL -> compute(own, project);
            case BUCKET -> bucket(own, project);
            case TOPIC, FUNCTION -> own.put("name", path(project));
            case SERVICE_ACCOUNT ->
                own.put("name", path(project))
                        .put("email", name)
                        .put("projectId", project.id())
                        .put("uniqueId", uniqueId());
            case SQL_INSTANCE ->
                own.put("kind", "sql#instance")
                        .put("name", name)
                        .put("project", project.id())
                        .put("region", location)
                        .put("state", "RUNNABLE");
            case CLUSTER -> own.put("name", name).put("location", location).put("status", "RUNNING");
        }
        if (!labels.isEmpty()) {
            ObjectNode named = own.putObject("labels");
            labels.forEach(named::put);
        }
        data.forEach(own::set);
        return own;
    }

    private ObjectNode compute(ObjectNode own, Project project) {
        String singular = kind.collection().substring(0, kind.collection().length() - 1);
        return own.put("kind", "compute#" + singular)
                .put("id", Numbers.of("1", 19, assetName(project)))
                .put("name", name)
                .put("creationTimestamp", CREATED)
                .put("selfLink", url(project, kind.path(location, name)));
    }

    private void bucket(ObjectNode own, Project project) {
        own.put("kind", "storage#bucket")
                .put("id", name)
                .put("name", name)
                .put("selfLink", "https://www.googleapis.com/storage/v1/b/" + name)
                .put("projectNumber", project.number())
                .put("location", location.toUpperCase(Locale.ROOT))
                .put("storageClass", "STANDARD")
                .put("timeCreated", "2026-01-15T17:30:00.000Z")
                .put("updated", "2026-01-15T17:30:00.000Z");
    }

    private String uniqueId() {
        return Numbers.of("1", 21, name);
    }

    private String path(Project project) {
        return "projects/" + project.id() + "/" + kind.path(location, name);
    }

    private static String url(Project project, String path) {
        return "https://www.googleapis.com/compute/v1/projects/" + project.id() + "/" + path;
    }
}
