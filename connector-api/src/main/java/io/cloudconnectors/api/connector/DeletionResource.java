package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Delete connectors, look at what is deleted, bring it back. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors", description = "The cloud accounts that the platform reads.")
@RunOnVirtualThread
public class DeletionResource {
    private static final String PURGE = "purge";

    private final Connectors connectors;
    private final Caller caller;
    private final Platform platform;

    DeletionResource(Connectors connectors, Caller caller, Platform platform) {
        this.connectors = connectors;
        this.caller = caller;
        this.platform = platform;
    }

    @GET
    @Path("/deleted")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listDeletedConnectors",
            summary = "List the connectors that can be restored, the last deleted first",
            description = "With the time until which each can be restored. Those that are purged are gone from here.")
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = DeletedConnectorPage.class)))
    public DeletedConnectorPage deleted(@Context UriInfo uri) {
        var tenant = caller.tenant();
        QueryParameters parameters = QueryParameters.of(uri, Set.of());
        return DeletedConnectorPage.of(
                connectors.in(tenant).deleted(parameters.page(Cursors.of(tenant, List.of("deleted-connectors"), 2))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "deleteConnector",
            summary = "Delete a connector",
            description = "Its run is cancelled, its name and account are free again. It can be restored for 30 days "
                    + "(configurable); then its secrets are shredded, its assets and runs deleted. An administrator "
                    + "can have that at once with purge=true, also for a connector that is deleted already. What is kept "
                    + "after that: the audit trail, and for at most 24 hours the events that were sent and the answers "
                    + "to requests with an Idempotency-Key; none of these contains a secret.")
    @Parameter(
            name = PURGE,
            in = ParameterIn.QUERY,
            description = "Keep nothing: shred its secrets and delete its data now. For administrators.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @APIResponse(responseCode = "204", description = "Deleted; with purge=true, nothing is left of it.")
    @APIResponse(
            responseCode = "202",
            description = "Deleted, and the purge goes on by itself: the vault is away, a run has yet to stop, or "
                    + "there is much to delete. Sent again, it answers 404 once nothing is left.")
    public Response delete(@PathParam("id") String id, @Context UriInfo uri) {
        Fate fate = fate(QueryParameters.only(uri, Set.of(PURGE)).flag(PURGE));
        boolean done = connectors.in(caller.tenant()).delete(Ids.connector(id), fate);
        return Response.status(done ? Response.Status.NO_CONTENT : Response.Status.ACCEPTED)
                .build();
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "restoreConnector",
            summary = "Restore a deleted connector",
            description = "It comes back with id, External ID, credential, assets and history, and is tried at once. "
                    + "A connector that is not deleted is answered as it is, whatever If-Match says.")
    @APIResponse(
            responseCode = "200",
            description = "The connector.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    public ConnectorView restore(@PathParam("id") String id) {
        return ConnectorView.of(connectors.in(caller.tenant()).restore(Ids.connector(id)), platform);
    }

    private Fate fate(boolean purge) {
        if (purge && !caller.has(Roles.ADMIN)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "Ask an administrator of your tenant to purge, or delete without purge=true.");
        }
        return purge ? Fate.PURGE : Fate.KEEP;
    }
}
