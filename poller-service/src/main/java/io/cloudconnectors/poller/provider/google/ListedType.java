package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.GooglePermission;
import java.util.Arrays;
import java.util.Optional;

/** The types that can be listed where Cloud Asset Inventory is off, and how. */
enum ListedType {
    INSTANCE("compute.googleapis.com/Instance", GooglePermission.INSTANCES_LIST, "aggregated/instances"),
    DISK("compute.googleapis.com/Disk", GooglePermission.DISKS_LIST, "aggregated/disks"),
    NETWORK("compute.googleapis.com/Network", GooglePermission.NETWORKS_LIST, "global/networks"),
    FIREWALL("compute.googleapis.com/Firewall", GooglePermission.FIREWALLS_LIST, "global/firewalls"),
    BUCKET("storage.googleapis.com/Bucket", GooglePermission.BUCKETS_LIST, "b");

    private final String type;
    private final GooglePermission permission;
    private final String path;

    ListedType(String type, GooglePermission permission, String path) {
        this.type = type;
        this.permission = permission;
        this.path = path;
    }

    static Optional<ListedType> of(String type) {
        return Arrays.stream(values())
                .filter(listed -> listed.type.equals(type))
                .findFirst();
    }

    GoogleService service() {
        return this == BUCKET ? GoogleService.STORAGE : GoogleService.COMPUTE;
    }

    String type() {
        return type;
    }

    String permission() {
        return permission.permission();
    }

    /** Under the project's collection. */
    String path() {
        return path;
    }
}
