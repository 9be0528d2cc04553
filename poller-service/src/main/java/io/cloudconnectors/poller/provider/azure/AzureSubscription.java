package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * A subscription that the application may read. Which services it uses, and where, is not known before Resource Graph has
 * told; a slice is therefore a table of Resource Graph, over all locations.
 */
final class AzureSubscription implements CloudProvider.Account {
    private final String id;
    private final AzureClients.Session session;
    private final InstantSource clock;

    AzureSubscription(String id, AzureClients.Session session, InstantSource clock) {
        this.id = id;
        this.session = session;
        this.clock = clock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<PermissionCheck> checks() {
        return Arrays.stream(AzureCheck.values())
                .map(permission -> permission.with(session, clock))
                .toList();
    }

    @Override
    public List<SliceTask> plan() throws InterruptedException {
        Reach reach = Reach.of(session, clock);
        return Arrays.stream(AzureTable.values())
                .<SliceTask>map(table -> new AzureSlice(table, id, session, reach, clock))
                .toList();
    }
}
