package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.limit.Expensive;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** The trail of a tenant. For administrators only, since it tells names and addresses of people. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "Who did what, from where. Needs the role admin: it tells names and addresses.")
@RunOnVirtualThread
public class AuditResource {
    static final String ACTOR = "A subject, a name or a client id, as a whole.";
    static final String FROM = "Not before this time.";
    static final String TO = "Before this time.";

    private final Trails trails;
    private final Caller caller;

    AuditResource(Trails trails, Caller caller) {
        this.trails = trails;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "listAudit",
            summary = "Who did what",
            description = "All changes by people and clients, the newest first. Secrets are in none of them.")
    @Parameter(
            name = "connectorId",
            in = ParameterIn.QUERY,
            description = "Of one connector.",
            schema = @Schema(implementation = UUID.class))
    @Parameter(name = "action", in = ParameterIn.QUERY, schema = @Schema(implementation = AuditAction.class))
    @Parameter(
            name = "actor",
            in = ParameterIn.QUERY,
            description = ACTOR,
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = FROM,
            schema = @Schema(implementation = String.class, format = "date-time", maxLength = 512))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = TO,
            schema = @Schema(implementation = String.class, format = "date-time", maxLength = 512))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = AuditPage.class)))
    public AuditPage list(@Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        return AuditPage.of(trails.in(tenant).list(AuditFilter.of(uri, tenant)));
    }

    @GET
    @Path("/verification")
    @Expensive
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "verifyAudit",
            summary = "Verify the audit trail",
            description =
                    "Walks the whole hash chain of the tenant and compares it with what was anchored outside of the "
                            + "database: finds entries that were changed, taken out, put in or moved, and an end that was cut off. "
                            + "Takes some seconds for a hundred thousand entries.")
    @APIResponse(
            responseCode = "200",
            description = "What was found.",
            content = @Content(schema = @Schema(implementation = Verification.class)))
    public Verification verify() throws InterruptedException {
        return trails.in(caller.tenant()).verify();
    }
}
