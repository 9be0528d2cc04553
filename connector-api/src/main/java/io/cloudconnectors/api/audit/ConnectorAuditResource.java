package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The trail of one connector, which outlives it. For administrators only, as the whole. */
@Path("/api/v1/connectors/{id}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
@RunOnVirtualThread
public class ConnectorAuditResource {
    private final Trails trails;
    private final Caller caller;

    ConnectorAuditResource(Trails trails, Caller caller) {
        this.trails = trails;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "listConnectorAudit",
            summary = "Who did what to a connector",
            description = "The same for one connector, also after it was deleted.")
    @Parameter(name = "action", in = ParameterIn.QUERY, schema = @Schema(implementation = AuditAction.class))
    @Parameter(
            name = "actor",
            in = ParameterIn.QUERY,
            description = AuditResource.ACTOR,
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = AuditResource.FROM,
            schema = @Schema(implementation = String.class, format = "date-time", maxLength = 512))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = AuditResource.TO,
            schema = @Schema(implementation = String.class, format = "date-time", maxLength = 512))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = AuditPage.class)))
    public AuditPage list(@PathParam("id") String id, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        UUID connectorId = Ids.connector(id);
        trails.in(tenant).require(connectorId);
        return AuditPage.of(trails.in(tenant).list(AuditFilter.of(uri, tenant, connectorId)));
    }
}
