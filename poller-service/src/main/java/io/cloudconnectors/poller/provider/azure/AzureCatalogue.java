package io.cloudconnectors.poller.provider.azure;

import java.util.List;

/** All that is read of a subscription. A new source is one class, and one line here. */
final class AzureCatalogue {
    private static final List<AzureSource> ENTRIES = List.of(
            new Resources(), new ResourceGroups(), new Subscriptions(), new RoleAssignments(), new ResourceProviders());

    private AzureCatalogue() {}

    static List<AzureSource> entries() {
        return ENTRIES;
    }
}
