package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** A project that was reached: each service is a slice. */
record GoogleAccount(String id, GoogleClients clients, GoogleSession session, InstantSource clock)
        implements CloudProvider.Account {

    @Override
    public List<PermissionCheck> checks() {
        return Arrays.stream(GoogleCheck.values())
                .map(permission -> permission.with(this))
                .toList();
    }

    @Override
    public List<SliceTask> plan() {
        return Arrays.stream(GoogleService.values())
                .<SliceTask>map(service -> new GoogleSlice(service, id, clients, session, clock))
                .toList();
    }
}
