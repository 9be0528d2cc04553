package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.body.JsonBody;
import io.cloudconnectors.api.limit.Expensive;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Ask for a test of a connector or a draft. */
@Path("/api/v1/connectors/{id}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connection tests", description = "Tries of all that runs need, before and after a connector is created.")
@RunOnVirtualThread
public class ConnectionTestResource {
    private final ConnectionTests tests;
    private final Subjects subjects;
    private final Caller caller;

    ConnectionTestResource(ConnectionTests tests, Subjects subjects, Caller caller) {
        this.tests = tests;
        this.subjects = subjects;
        this.caller = caller;
    }

    @POST
    @Expensive
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "testConnection",
            summary = "Test a connector or a draft",
            description =
                    "Signs in, makes sure that the right account is reached, tries each permission that runs need and, "
                            + "at AWS, that the role shuts out whoever does not know the External ID. Neither state nor schedule of "
                            + "the connector move, and a run may be going. Without a body the current credential is tested; with the "
                            + "provider's member, as in PUT .../credential or, of a draft, as in POST /api/v1/connectors, that one is "
                            + "tried and replaces nothing.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ConnectionTestRequest")))
    @APIResponse(
            responseCode = "202",
            description = "Queued.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the test can be watched.",
                            schema = @Schema(type = SchemaType.STRING, format = "uri")),
            content = @Content(schema = @Schema(implementation = ConnectionTestView.class)))
    public Response start(@PathParam("id") String id, InputStream body, @Context UriInfo uri) throws IOException {
        Tenant tenant = caller.tenant();
        UUID connector = Ids.connector(id);
        TestBody wanted = TestBody.read(JsonBody.optional(body).tree());
        ConnectionTest test = tests.start(tenant, connector, subjects.of(tenant, connector, wanted));
        URI location = uri.getAbsolutePathBuilder()
                .replacePath("/api/v1/connectors/" + connector + "/tests/" + test.id())
                .build();
        return Response.accepted(ConnectionTestView.of(test)).location(location).build();
    }
}
