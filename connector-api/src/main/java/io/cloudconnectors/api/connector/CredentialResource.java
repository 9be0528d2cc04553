package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.body.JsonBody;
import io.cloudconnectors.api.credential.CredentialVersion;
import io.cloudconnectors.api.page.Cursors;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a connector's credential: add one, make one current, go back to an earlier one, give one up. */
@Path("/api/v1/connectors/{id}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Credentials",
        description = "The versions of a connector's credential. Their secrets go in and never come out.")
@RunOnVirtualThread
public class CredentialResource {
    private final Connectors connectors;
    private final Caller caller;
    private final Platform platform;
    private final ConnectorPatch patch;

    CredentialResource(Connectors connectors, Caller caller, Platform platform, RunFrequency frequency) {
        this.connectors = connectors;
        this.caller = caller;
        this.platform = platform;
        this.patch = new ConnectorPatch(new ConnectorForm(frequency));
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listCredentialVersions",
            summary = "The versions of a connector's credential, the newest first",
            description = "Those whose secret is shredded are among them.")
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = CredentialVersionPage.class)))
    public CredentialVersionPage list(@PathParam("id") String id, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        QueryParameters parameters = QueryParameters.of(uri, Set.of());
        Cursors cursors = Cursors.of(tenant, parameters.binding("credentials of " + id), 1);
        return CredentialVersionPage.of(of(id).list(parameters.page(cursors)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "addCredentialVersion",
            summary = "Add a version that is not current yet",
            description = "The body is that of replaceCredential, without what belongs to the connector itself"
                    + " (aws.regions, azure.cloud). Runs go on with the current version. Beside that one the newest five"
                    + " are kept, or as many as the operator says: the secrets of older ones are shredded.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "ConnectorCredentialReplacement")))
    @APIResponse(
            responseCode = "201",
            description = "Added.",
            content = @Content(schema = @Schema(implementation = CredentialVersionView.class)))
    public Response add(@PathParam("id") String id, JsonBody body, @Context UriInfo uri) {
        CredentialVersion added = of(id).add(current -> patch.addCredential(current, body.tree()));
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(Integer.toString(added.version()))
                        .build())
                .entity(CredentialVersionView.of(added))
                .build();
    }

    @GET
    @Path("/{version}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getCredentialVersion",
            summary = "Read what may be shown of a version",
            description = "Its fingerprint and times, and whether it is current; never its secret.")
    @APIResponse(
            responseCode = "200",
            description = "The version.",
            content = @Content(schema = @Schema(implementation = CredentialVersionView.class)))
    public CredentialVersionView get(@PathParam("id") String id, @PathParam("version") String version) {
        return CredentialVersionView.of(of(id).get(Ids.credentialVersion(version)));
    }

    @POST
    @Path("/{version}/make-current")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "makeCredentialVersionCurrent",
            summary = "Make a version the current one",
            description =
                    "A newer one, or an earlier one to go back to. Id, External ID, schedule and history stay, and the"
                            + " connector is tried at once. Does nothing when the version is the current one already.")
    @APIResponse(
            responseCode = "200",
            description = "The connector with this version.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    @APIResponse(responseCode = "422", ref = "#/components/responses/Problem422")
    @Parameter(
            name = Twins.ALLOW_NEW,
            in = ParameterIn.QUERY,
            description = Twins.OF_A_CHANGE,
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    public ConnectorView makeCurrent(
            @PathParam("id") String id, @PathParam("version") String version, @Context UriInfo uri) {
        ConnectorRow changed = of(id).makeCurrent(Ids.credentialVersion(version), Twins.of(uri));
        return ConnectorView.of(changed, platform);
    }

    @DELETE
    @Path("/{version}")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "deleteCredentialVersion",
            summary = "Give up a version that is not current",
            description =
                    "It cannot be used any more at once, and its secret is shredded within minutes, or as soon as the"
                            + " vault can be reached. What may be shown of it stays in the list.")
    @APIResponse(responseCode = "204", description = "Given up.")
    @APIResponse(responseCode = "409", ref = "#/components/responses/Problem409")
    public void delete(@PathParam("id") String id, @PathParam("version") String version) {
        of(id).giveUp(Ids.credentialVersion(version));
    }

    private Rotation of(String id) {
        return connectors.in(caller.tenant()).rotation(Ids.connector(id));
    }
}
