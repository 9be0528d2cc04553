package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResourceType;
import java.util.stream.Stream;

/** One entry of the catalogue: a type, its slice, and the list that it is read from with what that needs. */
interface GoogleSource {

    /** As Cloud Asset Inventory names it. */
    String type();

    GoogleService service();

    GooglePermission permission();

    Pages pages(GoogleAccount account);

    /** Of a type that Cloud Asset Inventory lists, what that needs comes first, and the own list only stands in. */
    default ResourceType described() {
        Stream<GooglePermission> needed = service().inventoried()
                ? Stream.of(AssetInventory.LIST_RESOURCE, permission())
                : Stream.of(permission());
        return new ResourceType(
                Provider.GCP,
                type(),
                service().shortName(),
                ResourceType.Scope.GLOBAL,
                needed.map(GooglePermission::permission).toList(),
                null);
    }
}
