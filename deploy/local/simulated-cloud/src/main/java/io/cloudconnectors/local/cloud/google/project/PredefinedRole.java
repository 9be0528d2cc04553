package io.cloudconnectors.local.cloud.google.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Google's roles, as far as the simulated calls ask for their permissions. Source: IAM documentation, "IAM basic and
 * predefined roles reference". Listing assets is in no basic role but Owner.
 */
public enum PredefinedRole {
    OWNER("roles/owner", "resourcemanager.", "compute.", "storage.", "serviceusage.", "cloudasset."),
    EDITOR(
            "roles/editor",
            "resourcemanager.projects.get",
            "compute.",
            "storage.buckets.list",
            "serviceusage.services.list",
            "serviceusage.services.use"),
    VIEWER(
            "roles/viewer",
            "resourcemanager.projects.get",
            "compute.instances.list",
            "compute.disks.list",
            "compute.networks.list",
            "compute.firewalls.list",
            "serviceusage.services.list",
            "storage.buckets.list"),
    BROWSER("roles/browser", "resourcemanager.projects.get"),
    CLOUD_ASSET_VIEWER("roles/cloudasset.viewer", "cloudasset.", "serviceusage.services.use"),
    COMPUTE_VIEWER(
            "roles/compute.viewer",
            "resourcemanager.projects.get",
            "compute.instances.list",
            "compute.disks.list",
            "compute.networks.list",
            "compute.firewalls.list"),
    SECURITY_REVIEWER(
            "roles/iam.securityReviewer",
            "compute.instances.list",
            "compute.disks.list",
            "compute.networks.list",
            "compute.firewalls.list",
            "storage.buckets.list"),
    SERVICE_USAGE_CONSUMER(
            "roles/serviceusage.serviceUsageConsumer", "serviceusage.services.list", "serviceusage.services.use");

    private final String roleName;
    private final String permissions;

    PredefinedRole(String roleName, String... permissions) {
        this.roleName = roleName;
        this.permissions = String.join(" ", permissions);
    }

    @JsonValue
    public String roleName() {
        return roleName;
    }

    /** A prefix that ends with a dot stands for all of a service. */
    boolean holds(String permission) {
        return Arrays.stream(permissions.split(" "))
                .anyMatch(each -> each.endsWith(".") ? permission.startsWith(each) : permission.equals(each));
    }

    /** @throws IllegalArgumentException naming the roles that there are */
    @JsonCreator
    public static PredefinedRole of(String roleName) {
        return Arrays.stream(values())
                .filter(role -> role.roleName.equals(roleName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No role " + roleName + "; there are: "
                        + Arrays.stream(values()).map(PredefinedRole::roleName).collect(Collectors.joining(", "))));
    }
}
