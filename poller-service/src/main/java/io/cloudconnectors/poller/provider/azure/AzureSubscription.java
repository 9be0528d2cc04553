package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.Visit;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** A subscription that the application may read: each entry of the catalogue is a slice. */
final class AzureSubscription implements CloudProvider.Account {
    private final Visit visit;
    private final AzureClients.Session session;
    private final InstantSource clock;

    AzureSubscription(Visit visit, AzureClients.Session session, InstantSource clock) {
        this.visit = visit;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public String id() {
        return session.subscription();
    }

    @Override
    public List<PermissionCheck> checks() {
        return Arrays.stream(AzureCheck.values())
                .map(permission -> permission.with(session, clock))
                .toList();
    }

    @Override
    public List<SliceTask> plan() throws InterruptedException {
        List<SliceKey> tables = AzureCatalogue.entries().stream()
                .filter(AzureSource.Table.class::isInstance)
                .map(AzureSlice::key)
                .toList();
        Reach reach = Reach.of(tables, visit, session, clock);
        return AzureCatalogue.entries().stream()
                .<SliceTask>map(source -> new AzureSlice(source, visit, session, reach, clock))
                .toList();
    }
}
