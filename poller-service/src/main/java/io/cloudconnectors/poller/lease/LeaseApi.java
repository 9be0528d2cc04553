package io.cloudconnectors.poller.lease;

import io.cloudconnectors.contracts.Heartbeat;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.LeaseRequest;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** connector-api's internal API, as its contract says. */
@RegisterRestClient(configKey = "leases")
@OidcClientFilter
@Path("/internal/v1/runs/{run}/attempts/{attempt}")
interface LeaseApi {
    @POST
    @Path("/lease")
    LeaseGrant lease(@PathParam("run") UUID run, @PathParam("attempt") int attempt, LeaseRequest request);

    @POST
    @Path("/heartbeat")
    HeartbeatAnswer heartbeat(@PathParam("run") UUID run, @PathParam("attempt") int attempt, Heartbeat heartbeat);

    @POST
    @Path("/release")
    void release(@PathParam("run") UUID run, @PathParam("attempt") int attempt, Heartbeat holder);
}
