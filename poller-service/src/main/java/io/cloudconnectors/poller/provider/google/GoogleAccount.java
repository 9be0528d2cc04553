package io.cloudconnectors.poller.provider.google;

import com.google.cloud.resourcemanager.v3.Project;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.Visit;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** A project that was reached: each service is a slice. */
record GoogleAccount(Project project, Visit visit, GoogleClients clients, GoogleSession session, InstantSource clock)
        implements CloudProvider.Account {

    @Override
    public String id() {
        return project.getProjectId();
    }

    @Override
    public List<PermissionCheck> checks() {
        return Arrays.stream(GoogleCheck.values())
                .map(permission -> permission.with(this))
                .toList();
    }

    @Override
    public List<SliceTask> plan() {
        return Arrays.stream(GoogleService.values())
                .<SliceTask>map(service -> new GoogleSlice(service, this))
                .toList();
    }
}
