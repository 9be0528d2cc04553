package io.cloudconnectors.poller.provider.google;

import java.util.Arrays;
import java.util.Optional;

/** The types that can be listed where Cloud Asset Inventory is off, and how. */
enum ListedType {
    INSTANCE("compute.googleapis.com/Instance", "compute.instances.list", "aggregated/instances"),
    DISK("compute.googleapis.com/Disk", "compute.disks.list", "aggregated/disks"),
    NETWORK("compute.googleapis.com/Network", "compute.networks.list", "global/networks"),
    FIREWALL("compute.googleapis.com/Firewall", "compute.firewalls.list", "global/firewalls"),
    BUCKET("storage.googleapis.com/Bucket", "storage.buckets.list", "b");

    private final String type;
    private final String permission;
    private final String path;

    ListedType(String type, String permission, String path) {
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
        return permission;
    }

    /** Under the project's collection. */
    String path() {
        return path;
    }
}
