package io.cloudconnectors.api.draft;

import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.JsonBody;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.connector.Platform;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.contracts.Provider;
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
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reserve, look at and give up. */
@Path("/api/v1/connectors/drafts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Drafts", description = "What is reserved for a connector before it is created.")
@RunOnVirtualThread
public class DraftResource {
    private final Drafts drafts;
    private final Caller caller;
    private final Platform platform;

    DraftResource(Drafts drafts, Caller caller, Platform platform) {
        this.drafts = drafts;
        this.caller = caller;
        this.platform = platform;
    }

    /** The body of a draft. */
    @Schema(name = "ConnectorDraftCreate", additionalProperties = Schema.False.class)
    record Wanted(@Schema(required = true, examples = "AWS") Provider provider) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "createDraft",
            summary = "Reserve the id and External ID of a connector to come",
            description = "For 24 hours. With externalId and platformAccountId the customer can make the role, "
                    + "POST .../{id}/test can try it, and POST /api/v1/connectors with draftId creates the connector with "
                    + "the same id and External ID.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Wanted.class)))
    @APIResponse(
            responseCode = "201",
            description = "Reserved.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    public Response create(JsonBody body, @Context UriInfo uri) {
        Draft draft = drafts.in(caller.tenant()).create(read(body));
        URI location = uri.getAbsolutePathBuilder().path(draft.id().toString()).build();
        return Response.created(location).entity(DraftView.of(draft, platform)).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getDraft",
            summary = "Read a draft",
            description = "With what the customer's trust policy needs, and the time at which the draft expires.")
    @APIResponse(
            responseCode = "200",
            description = "The draft.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    public DraftView get(@PathParam("id") String id) {
        return DraftView.of(drafts.in(caller.tenant()).get(Ids.draft(id)), platform);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "deleteDraft",
            summary = "Give a draft up",
            description = "It can become no connector any more. The vault drops its External ID when its time is over.")
    @APIResponse(responseCode = "204", description = "There is no such draft any more.")
    public void delete(@PathParam("id") String id) {
        drafts.in(caller.tenant()).delete(Ids.draft(id));
    }

    private static Provider read(JsonBody body) {
        Violations violations = new Violations();
        Form form = Form.of(body.tree(), violations);
        Provider provider =
                form.field("provider").required("Write AWS, AZURE or GCP.").constant(Provider.class);
        form.refuseOthers(Map.of());
        violations.refuseIfAny();
        return Objects.requireNonNull(provider);
    }
}
