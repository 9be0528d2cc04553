package io.cloudconnectors.contracts;

import java.util.Arrays;
import java.util.List;

/**
 * Every permission that a service account needs on its project, with the API that must be enabled: the one list that pollers
 * call by, set-up templates grant and tests check.
 */
public enum GooglePermission {
    PROJECTS_GET("resourcemanager.projects.get", "cloudresourcemanager.googleapis.com", PermissionNeed.MANDATORY),
    ASSETS_LIST_RESOURCE("cloudasset.assets.listResource", "cloudasset.googleapis.com", PermissionNeed.MANDATORY),
    ASSETS_LIST_IAM_POLICY("cloudasset.assets.listIamPolicy", "cloudasset.googleapis.com", PermissionNeed.READ),
    SERVICES_LIST("serviceusage.services.list", "serviceusage.googleapis.com", PermissionNeed.READ),
    INSTANCES_LIST("compute.instances.list", "compute.googleapis.com", PermissionNeed.FALLBACK),
    DISKS_LIST("compute.disks.list", "compute.googleapis.com", PermissionNeed.FALLBACK),
    NETWORKS_LIST("compute.networks.list", "compute.googleapis.com", PermissionNeed.FALLBACK),
    FIREWALLS_LIST("compute.firewalls.list", "compute.googleapis.com", PermissionNeed.FALLBACK),
    BUCKETS_LIST("storage.buckets.list", "storage.googleapis.com", PermissionNeed.FALLBACK);

    private final String permission;
    private final String api;
    private final PermissionNeed need;

    GooglePermission(String permission, String api, PermissionNeed need) {
        this.permission = permission;
        this.api = api;
        this.need = need;
    }

    /** As IAM writes it: {@code compute.instances.list}. */
    public String permission() {
        return permission;
    }

    /** The service that must be enabled: {@code compute.googleapis.com}. */
    public String api() {
        return api;
    }

    public PermissionNeed need() {
        return need;
    }

    /** The API of each, in their order here, once. */
    public static List<String> apis() {
        return Arrays.stream(values()).map(GooglePermission::api).distinct().toList();
    }
}
