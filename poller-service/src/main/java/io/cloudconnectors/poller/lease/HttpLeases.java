package io.cloudconnectors.poller.lease;

import io.cloudconnectors.contracts.Heartbeat;
import io.cloudconnectors.contracts.LeaseRequest;
import io.cloudconnectors.contracts.RunRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** {@link Leases} over HTTP. */
@ApplicationScoped
class HttpLeases implements Leases {
    private static final int CONFLICT = 409;

    private final LeaseApi api;
    private final PollerId poller;

    HttpLeases(@RestClient LeaseApi api, PollerId poller) {
        this.api = api;
        this.poller = poller;
    }

    @Override
    public Lease lease(RunRequest request) {
        try {
            return new Lease.Granted(api.lease(request.runId(), request.attempt(), new LeaseRequest(poller.value())));
        } catch (WebApplicationException e) {
            return e.getResponse().getStatus() == CONFLICT
                    ? new Lease.Refused()
                    : new Lease.Unreachable("status " + e.getResponse().getStatus());
        } catch (RuntimeException e) {
            return new Lease.Unreachable(e.getClass().getSimpleName());
        }
    }

    @Override
    public Beat heartbeat(RunRequest request, long epoch) {
        try {
            return new Beat.Answered(
                    api.heartbeat(request.runId(), request.attempt(), new Heartbeat(epoch, poller.value())));
        } catch (WebApplicationException e) {
            return new Beat.Unreachable("status " + e.getResponse().getStatus());
        } catch (RuntimeException e) {
            return new Beat.Unreachable(e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean handBack(RunRequest request, long epoch) {
        try {
            api.release(request.runId(), request.attempt(), new Heartbeat(epoch, poller.value()));
            return true;
        } catch (RuntimeException notTaken) {
            return false;
        }
    }
}
