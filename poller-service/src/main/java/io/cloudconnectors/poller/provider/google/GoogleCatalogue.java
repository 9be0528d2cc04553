package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is read of a project by a list of its own, beside what Cloud Asset Inventory lists without one. A new type is one
 * class, and one line here.
 */
final class GoogleCatalogue {
    private static final List<GoogleSource> ENTRIES = List.of(
            ListedType.INSTANCE,
            ListedType.DISK,
            ListedType.NETWORK,
            ListedType.FIREWALL,
            ListedType.BUCKET,
            new ProjectItself(),
            new EnabledServices(),
            new IamPolicies());

    private GoogleCatalogue() {}

    static List<GoogleSource> entries() {
        return ENTRIES;
    }

    static Optional<GoogleSource> of(String type) {
        return ENTRIES.stream().filter(entry -> entry.type().equals(type)).findFirst();
    }

    static List<ResourceType> described() {
        ResourceType everythingElse = new ResourceType(
                Provider.GCP,
                Gap.EVERY_TYPE,
                GoogleService.CLOUD_ASSET.shortName(),
                ResourceType.Scope.GLOBAL,
                List.of(AssetInventory.PERMISSION),
                null);
        return Stream.concat(ENTRIES.stream().map(GoogleSource::described), Stream.of(everythingElse))
                .toList();
    }
}
