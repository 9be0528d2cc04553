package io.cloudconnectors.local.cloud.google.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a project can hold. Sources: Cloud Asset Inventory documentation, "Asset types"; for the resources themselves the
 * discovery documents of their APIs: compute v1, storage v1, pubsub v1, sqladmin v1, iam v1, container v1,
 * cloudfunctions v2.
 */
public enum ResourceKind {
    INSTANCE("compute.googleapis.com/Instance", "instances", "zones"),
    DISK("compute.googleapis.com/Disk", "disks", "zones"),
    SUBNETWORK("compute.googleapis.com/Subnetwork", "subnetworks", "regions"),
    NETWORK("compute.googleapis.com/Network", "networks", "global"),
    FIREWALL("compute.googleapis.com/Firewall", "firewalls", "global"),
    BUCKET("storage.googleapis.com/Bucket", "buckets", ""),
    TOPIC("pubsub.googleapis.com/Topic", "topics", ""),
    SQL_INSTANCE("sqladmin.googleapis.com/Instance", "instances", ""),
    SERVICE_ACCOUNT("iam.googleapis.com/ServiceAccount", "serviceAccounts", ""),
    CLUSTER("container.googleapis.com/Cluster", "clusters", "locations"),
    FUNCTION("cloudfunctions.googleapis.com/Function", "functions", "locations");

    private final String assetType;
    private final String collection;
    private final String scope;

    ResourceKind(String assetType, String collection, String scope) {
        this.assetType = assetType;
        this.collection = collection;
        this.scope = scope;
    }

    /** As Cloud Asset Inventory names it. */
    @JsonValue
    public String assetType() {
        return assetType;
    }

    /** {@code instances}: the collection's name in the resource's own API. */
    public String collection() {
        return collection;
    }

    /** {@code Instance}. */
    public String simpleName() {
        return assetType.substring(assetType.indexOf('/') + 1);
    }

    /** {@code compute.googleapis.com}. */
    public String service() {
        return assetType.substring(0, assetType.indexOf('/'));
    }

    /** Where a compute resource lies, {@code zones/europe-west3-a} or {@code global}. */
    String place(String location) {
        return scope.equals("global") ? scope : scope + "/" + location;
    }

    /** The path in the resource's own API, below the project. */
    String path(String location, String name) {
        return scope.isEmpty() ? collection + "/" + name : place(location) + "/" + collection + "/" + name;
    }

    /** @throws IllegalArgumentException naming the kinds that there are */
    @JsonCreator
    public static ResourceKind of(String assetType) {
        return Arrays.stream(values())
                .filter(kind -> kind.assetType.equals(assetType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No asset type " + assetType + "; there are: "
                        + Arrays.stream(values()).map(ResourceKind::assetType).collect(Collectors.joining(", "))));
    }
}
