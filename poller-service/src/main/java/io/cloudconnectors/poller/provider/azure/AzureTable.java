package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
import io.cloudconnectors.contracts.AzurePermission;

/** What there is to look at: a table of Resource Graph, and the list of the Resource Manager that stands in for it. */
enum AzureTable {
    RESOURCES("resources", AzurePermission.RESOURCES_READ, """
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
    RESOURCE_GROUPS("resource-groups", AzurePermission.RESOURCE_GROUPS_READ, """
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
    private final AzurePermission listPermission;
    private final String query;

    AzureTable(String service, AzurePermission listPermission, String query) {
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
        return listPermission.action();
    }

    abstract Pages listed(AzureClients.Session session);
}
