package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.GooglePermission;

/** The types that can be listed where Cloud Asset Inventory is off, and how. */
enum ListedType implements GoogleSource {
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

    @Override
    public GoogleService service() {
        return this == BUCKET ? GoogleService.STORAGE : GoogleService.COMPUTE;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public GooglePermission permission() {
        return permission;
    }

    @Override
    public Pages pages(GoogleAccount account) {
        return new ListedPages(account.clients(), account.id(), this);
    }

    /** Under the project's collection. */
    String path() {
        return path;
    }
}
