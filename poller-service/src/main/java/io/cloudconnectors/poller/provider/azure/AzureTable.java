package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;

/** What there is to look at: a table of Resource Graph, and the list of the Resource Manager that stands in for it. */
enum AzureTable {
    RESOURCES("resources", "Microsoft.Resources/subscriptions/resources/read", """
            resources
            | project id, name, type, kind, location, tags, sku, plan, identity, managedBy
            | order by id asc""") {
        @Override
        Pages listed(AzureClients.Session session) {
            return new ListedPages<>(
                    session.resources().serviceClient().getResources().list(null, null, null, Context.NONE),
                    AzureRows::listed);
        }
    },
    RESOURCE_GROUPS("resource-groups", "Microsoft.Resources/subscriptions/resourceGroups/read", """
            resourcecontainers
            | where type =~ 'microsoft.resources/subscriptions/resourcegroups'
            | project id, name, type, location, tags, managedBy
            | order by id asc""") {
        @Override
        Pages listed(AzureClients.Session session) {
            return new ListedPages<>(
                    session.resources().serviceClient().getResourceGroups().list(null, null, Context.NONE),
                    AzureRows::listedGroup);
        }
    };

    private final String service;
    private final String listPermission;
    private final String query;

    AzureTable(String service, String listPermission, String query) {
        this.service = service;
        this.listPermission = listPermission;
        this.query = query;
    }

    /** The service of its slice. */
    String service() {
        return service;
    }

    String query() {
        return query;
    }

    String listPermission() {
        return listPermission;
    }

    abstract Pages listed(AzureClients.Session session);
}
