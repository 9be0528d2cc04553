package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.fluent.models.ProviderInner;
import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;

/** The registrations of resource providers: of one that is not registered there can be no resource. */
final class ResourceProviders implements AzureSource.Listed {
    private static final String TYPE = "microsoft.resources/providers";

    @Override
    public String service() {
        return "resource-providers";
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public ManagerList list() {
        return new ManagerList(
                AzurePermission.PROVIDERS_READ,
                session -> new ListedPages<>(
                        session.resources().serviceClient().getProviders().list(null, Context.NONE),
                        ResourceProviders::row));
    }

    /** What Microsoft decides about a provider is left out: it changes without any change of the subscription. */
    static Resource row(ProviderInner provider) {
        return AzureRows.resource(
                provider.id(),
                provider.namespace(),
                TYPE,
                SliceKey.GLOBAL,
                Map.of(),
                new AzureRows.Detail().with("registrationState", provider.registrationState()));
    }
}
