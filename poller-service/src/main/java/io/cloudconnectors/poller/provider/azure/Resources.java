package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import java.util.Optional;

/** Everything that has a location or lies in a group, of whatever type. */
final class Resources implements AzureSource.Table {

    @Override
    public String service() {
        return "resources";
    }

    @Override
    public String type() {
        return Gap.EVERY_TYPE;
    }

    @Override
    public String query() {
        return """
                resources
                | project id, name, type, kind, location, tags, sku, plan, identity, managedBy
                | order by id asc""";
    }

    @Override
    public Optional<ManagerList> standIn() {
        return Optional.of(new ManagerList(
                AzurePermission.RESOURCES_READ,
                session -> new ListedPages<>(
                        session.resources().serviceClient().getResources().list(null, null, null, Context.NONE),
                        AzureRows::listed)));
    }
}
