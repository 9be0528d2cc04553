package io.cloudconnectors.api.lease;

import io.cloudconnectors.contracts.Heartbeat;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The internal API of pollers. */
@Path("/internal/v1/runs/{runId}/attempts/{attempt}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed("runs:lease")
@RunOnVirtualThread
class LeaseResource {
    private final LeaseKeeper keeper;
    private final HandBacks handBacks;

    LeaseResource(LeaseKeeper keeper, HandBacks handBacks) {
        this.keeper = keeper;
        this.handBacks = handBacks;
    }

    @POST
    @Path("/lease")
    @Operation(hidden = true)
    public Response lease(
            @PathParam("runId") UUID runId, @PathParam("attempt") int attempt, @Nullable LeaseRequest request) {
        if (request == null || request.pollerId() == null) {
            throw new BadRequestException();
        }
        return keeper.lease(runId, attempt, request.pollerId())
                .map(grant -> Response.ok(grant).build())
                .orElseGet(() -> Response.status(Response.Status.CONFLICT).build());
    }

    @POST
    @Path("/heartbeat")
    @Operation(hidden = true)
    public HeartbeatAnswer heartbeat(
            @PathParam("runId") UUID runId, @PathParam("attempt") int attempt, @Nullable Heartbeat heartbeat) {
        if (heartbeat == null) {
            throw new BadRequestException();
        }
        return keeper.heartbeat(runId, attempt, heartbeat.epoch());
    }

    /** 204 when the run waits for another poller now, 409 when it is not this attempt's to hand back. */
    @POST
    @Path("/release")
    @Operation(hidden = true)
    public Response release(
            @PathParam("runId") UUID runId, @PathParam("attempt") int attempt, @Nullable Heartbeat holder) {
        if (holder == null) {
            throw new BadRequestException();
        }
        boolean taken = handBacks.take(runId, attempt, holder.epoch());
        return Response.status(taken ? Response.Status.NO_CONTENT : Response.Status.CONFLICT)
                .build();
    }
}
