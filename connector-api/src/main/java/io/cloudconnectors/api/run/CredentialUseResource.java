package io.cloudconnectors.api.run;

import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.page.QueryParameters;
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
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a connector's credential was used for. */
@Path("/api/v1/connectors/{id}/credential-uses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
@RunOnVirtualThread
public class CredentialUseResource {
    private final Runs runs;
    private final Caller caller;

    CredentialUseResource(Runs runs, Caller caller) {
        this.runs = runs;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listCredentialUses",
            summary = "What a connector's credential was used for, the newest first",
            description =
                    "Each run and connection test that was given it, however it ended, with how many requests it sent to"
                            + " which service: to be matched with the provider's own log. In CloudTrail roleSessionName is the last"
                            + " part of userIdentity.arn, and requestParameters.roleSessionName of AssumeRole. In the sign-in logs of"
                            + " Entra principal is the service principal's appId, in Google's audit logs"
                            + " protoPayload.authenticationInfo.principalEmail; there the time tells which run it was. Kept as long"
                            + " as runs are, of tests for a week, unless the operator says otherwise.")
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = CredentialUsePage.class)))
    public CredentialUsePage list(@PathParam("id") String id, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        UUID connector = Ids.connector(id);
        QueryParameters parameters = QueryParameters.of(uri, Set.of());
        PageRequest page =
                parameters.page(Cursors.of(tenant, parameters.binding("credential uses of " + connector), 1));
        return CredentialUsePage.of(runs.of(tenant, connector).credentialUses(page));
    }
}
