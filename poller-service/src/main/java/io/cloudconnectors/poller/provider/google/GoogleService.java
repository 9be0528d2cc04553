package io.cloudconnectors.poller.provider.google;

import java.util.Arrays;
import java.util.List;

/**
 * The slices of a project. Those types that can be listed without Cloud Asset Inventory have slices of their own, however
 * they were looked at: an asset that changed its slice when that API goes on or off would be gone from neither.
 */
enum GoogleService {
    COMPUTE("compute"),
    STORAGE("storage"),
    /** Everything else. */
    CLOUD_ASSET("cloud-asset");

    private final String shortName;

    GoogleService(String shortName) {
        this.shortName = shortName;
    }

    String shortName() {
        return shortName;
    }

    /** The types that have a list of their own. */
    List<ListedType> types() {
        return Arrays.stream(ListedType.values())
                .filter(type -> type.service() == this)
                .toList();
    }

    boolean holds(String type) {
        return ListedType.of(type).map(ListedType::service).orElse(CLOUD_ASSET) == this;
    }
}
