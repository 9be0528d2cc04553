package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a dashboard shows above the list. Its filters are those of the list; the document takes them from there. */
@Path("/api/v1/connectors/counts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors")
@RunOnVirtualThread
public class ConnectorCountsResource {
    private final Connectors connectors;
    private final Caller caller;

    ConnectorCountsResource(Connectors connectors, Caller caller) {
        this.connectors = connectors;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "countConnectors",
            summary = "Count connectors by state, health, provider and reason",
            description = "Of those that the list shows with the same filters, and as it shows them.")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = @Content(schema = @Schema(implementation = ConnectorCounts.class)))
    public ConnectorCounts count(@Context UriInfo uri) {
        ConnectorFilter filter = ConnectorFilter.of(QueryParameters.only(uri, ConnectorFilter.PARAMETERS));
        return connectors.in(caller.tenant()).count(filter);
    }
}
