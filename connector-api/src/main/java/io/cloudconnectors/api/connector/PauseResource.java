package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pause and resume: {@code enabled} as two verbs. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors")
@RunOnVirtualThread
public class PauseResource {
    private static final String CANCEL_RUN = "cancelRun";

    private final Connectors connectors;
    private final Caller caller;
    private final Platform platform;

    PauseResource(Connectors connectors, Caller caller, Platform platform) {
        this.connectors = connectors;
        this.caller = caller;
        this.platform = platform;
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "pauseConnector",
            summary = "Pause a connector",
            description =
                    "As PATCH with enabled false: its schedule stops, it keeps its state and is not called stale. "
                            + "A run that is going ends by itself, unless cancelRun is true. Pausing a paused connector "
                            + "changes nothing.")
    @Parameter(
            name = CANCEL_RUN,
            in = ParameterIn.QUERY,
            description = "Cancel the run that is queued or running.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "The paused connector.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    public ConnectorView pause(@PathParam("id") String id, @Context UriInfo uri) {
        boolean cancelRun = QueryParameters.only(uri, Set.of(CANCEL_RUN)).flag(CANCEL_RUN);
        TenantConnectors mine = connectors.in(caller.tenant());
        return ConnectorView.of(mine.pause(Ids.connector(id), cancelRun), platform);
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "resumeConnector",
            summary = "Resume a connector",
            description = "As PATCH with enabled true: the next run is at the connector's own place in its period, so "
                    + "that many that are resumed together do not run together. One that is OFFLINE is tried at once, "
                    + "one that never ran runs at once. Resuming a connector that is not paused changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The connector with its next run.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    public ConnectorView resume(@PathParam("id") String id) {
        TenantConnectors mine = connectors.in(caller.tenant());
        return ConnectorView.of(mine.resume(Ids.connector(id)), platform);
    }
}
