package io.cloudconnectors.poller.provider.google;

import java.util.List;

/**
 * The slices of a project. Those types that can be listed without Cloud Asset Inventory have slices of their own, however
 * they were looked at: an asset that changed its slice when that API goes on or off would be gone from neither.
 */
enum GoogleService {
    COMPUTE("compute", true),
    STORAGE("storage", true),
    /** Everything else. */
    CLOUD_ASSET("cloud-asset", true),
    RESOURCE_MANAGER("resource-manager", false),
    SERVICE_USAGE("service-usage", false),
    IAM_POLICY("iam-policy", false);

    private final String shortName;
    private final boolean inventoried;

    GoogleService(String shortName, boolean inventoried) {
        this.shortName = shortName;
        this.inventoried = inventoried;
    }

    String shortName() {
        return shortName;
    }

    /** Whether the resources are those of Cloud Asset Inventory, and the types' own lists only stand in for it. */
    boolean inventoried() {
        return inventoried;
    }

    /** What has a list of its own. */
    List<GoogleSource> sources() {
        return GoogleCatalogue.entries().stream()
                .filter(source -> source.service() == this)
                .toList();
    }

    boolean holds(String type) {
        return GoogleCatalogue.of(type).map(GoogleSource::service).orElse(CLOUD_ASSET) == this;
    }
}
