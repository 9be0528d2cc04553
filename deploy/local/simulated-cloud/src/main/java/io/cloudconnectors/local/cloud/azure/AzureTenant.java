package io.cloudconnectors.local.cloud.azure;

import java.util.List;

/**
 * A directory of Entra ID, as written in YAML.
 *
 * @param id a GUID
 * @param apps its application registrations
 * @param subscriptions those that trust it
 */
record AzureTenant(String id, List<App> apps, List<AzureSubscription> subscriptions) {

    /** @param id the application (client) id */
    record App(String id) {
        App {
            Guids.check(id, "an app");
        }
    }

    AzureTenant {
        Guids.check(id, "a tenant");
        apps = List.copyOf(apps);
        subscriptions = List.copyOf(subscriptions);
    }
}
