package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.body.JsonBody;
import io.cloudconnectors.api.body.JsonBodyReader;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Create, list, read, change and delete connectors. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors", description = "The cloud accounts that the platform reads.")
@RunOnVirtualThread
public class ConnectorResource {
    private final Connectors connectors;
    private final Caller caller;
    private final Platform platform;
    private final ConnectorForm form;
    private final ConnectorPatch patch;

    ConnectorResource(Connectors connectors, Caller caller, Platform platform, RunFrequency frequency) {
        this.connectors = connectors;
        this.caller = caller;
        this.platform = platform;
        this.form = new ConnectorForm(frequency);
        this.patch = new ConnectorPatch(form);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "createConnector",
            summary = "Create a connector",
            description = "An AWS connector can be created before its role exists: leave out aws.roleArn, use "
                    + "aws.externalId and aws.platformAccountId of the answer in the role's trust policy, then PATCH "
                    + "aws.roleArn. With a role, its first run starts at once. A retry with its Idempotency-Key whose first "
                    + "answer was lost gets the connector that was made, as it is now; 404 when it was deleted since, and "
                    + "DRAFT_USED when it was made from a draft.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "ConnectorCreate")))
    @APIResponse(
            responseCode = "201",
            description = "Created.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    // The first attempt of an Idempotency-Key made it, and it was deleted since.
    @APIResponse(responseCode = "404", ref = "Problem404")
    @Parameter(
            name = Twins.ALLOW_NEW,
            in = ParameterIn.QUERY,
            description = "Create it although a deleted connector of the same account could be restored.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    public Response create(JsonBody body, @Context UriInfo uri) {
        TenantConnectors mine = connectors.in(caller.tenant());
        Twins twins = Twins.of(uri);
        ConnectorRow created = mine.create(form.read(body.tree()), twins);
        URI location =
                uri.getAbsolutePathBuilder().path(created.id().toString()).build();
        return Response.created(location)
                .entity(ConnectorView.of(created, platform))
                .build();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listConnectors",
            summary = "List connectors",
            description = "Filters narrow the list together; one with several values, separated by commas, takes any "
                    + "of them.")
    @Parameter(
            name = "provider",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = io.cloudconnectors.contracts.Provider.class,
                            maxItems = 3))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = ConnectorState.class, maxItems = 4))
    @Parameter(
            name = "health",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = ConnectorHealth.class, maxItems = 3))
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = io.cloudconnectors.contracts.ReasonCode.class,
                            maxItems = 20))
    @Parameter(
            name = "accountId",
            in = ParameterIn.QUERY,
            description = "Account, subscription or project.",
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "label",
            in = ParameterIn.QUERY,
            description = "key=value, or a key alone.",
            example = "team=payments",
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "What the name begins with; upper and lower case are the same.",
            schema = @Schema(implementation = String.class, maxLength = 512))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "updated is by the last change that a client made; a - in front turns the order around.",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"newest", "oldest", "name", "-name", "updated", "-updated"},
                            defaultValue = "newest"))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = ConnectorPage.class)))
    public ConnectorPage list(@Context UriInfo uri) {
        var tenant = caller.tenant();
        QueryParameters parameters = QueryParameters.of(uri, ConnectorQuery.PARAMETERS);
        Page<ConnectorRow> page = connectors.in(tenant).list(ConnectorQuery.of(parameters, tenant));
        return ConnectorPage.of(page, platform);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getConnector",
            summary = "Read a connector",
            description =
                    "With its state, the reason when it is not green, when it runs next, and what the account denies with"
                            + " exactly what to allow.")
    @APIResponse(
            responseCode = "200",
            description = "The connector.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    public ConnectorView get(@PathParam("id") String id) {
        TenantConnectors mine = connectors.in(caller.tenant());
        return ConnectorView.of(mine.get(Ids.connector(id)), platform);
    }

    @GET
    @Path("/{id}/troubleshooting")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getTroubleshooting",
            summary = "What to check for a connector now",
            description = "In the order in which a run meets the steps; the first that FAILED is where to start.")
    @APIResponse(
            responseCode = "200",
            description = "The checklist.",
            content = @Content(schema = @Schema(implementation = Troubleshooting.class)))
    public Troubleshooting troubleshooting(@PathParam("id") String id) {
        TenantConnectors mine = connectors.in(caller.tenant());
        return Checklist.of(mine.get(Ids.connector(id)), platform);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({JsonBodyReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "patchConnector",
            summary = "Change a connector",
            description = "JSON Merge Patch (RFC 7396). null gives a field its default. A new aws.roleArn of the same "
                    + "account keeps id, External ID, schedule and history, and the connector runs at once.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = JsonBodyReader.MERGE_PATCH, schema = @Schema(ref = "ConnectorPatch")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ConnectorPatch"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The changed connector.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    @Parameter(
            name = Twins.ALLOW_NEW,
            in = ParameterIn.QUERY,
            description = Twins.OF_A_CHANGE,
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    public ConnectorView change(@PathParam("id") String id, JsonBody body, @Context UriInfo uri) {
        TenantConnectors mine = connectors.in(caller.tenant());
        ConnectorRow changed =
                mine.change(Ids.connector(id), Twins.of(uri), current -> patch.apply(current, body.tree()));
        return ConnectorView.of(changed, platform);
    }

    @PUT
    @Path("/{id}/credential")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "replaceCredential",
            summary = "Replace the secret of a connector in place",
            description =
                    "The body is the provider's member with its secret fields; what it leaves out stays, save the "
                            + "time at which the old secret expires. Id, External ID, schedule and history stay, and the "
                            + "connector is tried at once.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "ConnectorCredentialReplacement")))
    @APIResponse(
            responseCode = "200",
            description = "The connector with its new credential version.",
            content = @Content(schema = @Schema(implementation = ConnectorView.class)))
    @Parameter(
            name = Twins.ALLOW_NEW,
            in = ParameterIn.QUERY,
            description = Twins.OF_A_CHANGE,
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    public ConnectorView replaceCredential(@PathParam("id") String id, JsonBody body, @Context UriInfo uri) {
        TenantConnectors mine = connectors.in(caller.tenant());
        ConnectorRow changed =
                mine.change(Ids.connector(id), Twins.of(uri), current -> patch.replaceCredential(current, body.tree()));
        return ConnectorView.of(changed, platform);
    }
}
