package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
import io.cloudconnectors.contracts.AzurePermission;
import java.util.Optional;

/** Resource groups. */
final class ResourceGroups implements AzureSource.Table {

    @Override
    public String service() {
        return "resource-groups";
    }

    @Override
    public String type() {
        return AzureRows.GROUP;
    }

    @Override
    public String query() {
        return """
                resourcecontainers
                | where type =~ 'microsoft.resources/subscriptions/resourcegroups'
                | project id, name, type, location, tags, managedBy
                | order by id asc""";
    }

    @Override
    public Optional<ManagerList> standIn() {
        return Optional.of(new ManagerList(
                AzurePermission.RESOURCE_GROUPS_READ,
                session -> new ListedPages<>(
                        session.resources().serviceClient().getResourceGroups().list(null, null, Context.NONE),
                        AzureRows::listedGroup)));
    }
}
