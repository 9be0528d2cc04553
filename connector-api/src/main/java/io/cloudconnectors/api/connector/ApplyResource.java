package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.body.JsonBody;
import io.cloudconnectors.api.body.YamlBodyReader;
import io.cloudconnectors.api.limit.Expensive;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.BodyLimit;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Connectors as code. */
@Path(BodyLimit.LARGE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors")
@RunOnVirtualThread
public class ApplyResource {
    private static final String DRY_RUN = "dryRun";

    private final ApplySets sets;
    private final Caller caller;

    ApplyResource(ApplySets sets, Caller caller) {
        this.sets = sets;
        this.caller = caller;
    }

    @POST
    @Expensive
    @Consumes({MediaType.APPLICATION_JSON, YamlBodyReader.YAML})
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "applyConnectors",
            summary = "Make a set of connectors what a file says",
            description =
                    "Up to 10,000 connectors, found by name. Those that are not there are created, those that differ are"
                            + " changed, those of the set that are not in the body are disabled and leave it; nothing is deleted, and"
                            + " nothing outside of the set is touched. A secret that is left out stays. The answer says what came of"
                            + " each: some may have failed, which its status does not say. The first runs are spread over minutes."
                            + " One call applies a set at a time.")
    @Parameter(
            name = DRY_RUN,
            in = ParameterIn.QUERY,
            description = "true: say what would be done, and do nothing.",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ConnectorSet")),
                @Content(mediaType = YamlBodyReader.YAML, schema = @Schema(ref = "ConnectorSet"))
            })
    @APIResponse(
            responseCode = "200",
            description = "What was done or would be, connector by connector.",
            content = @Content(schema = @Schema(implementation = ApplyResult.class)))
    public ApplyResult apply(JsonBody body, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        // Whoever misspells it does not want to change anything.
        boolean dryRun = QueryParameters.only(uri, Set.of(DRY_RUN)).flag(DRY_RUN);
        ApplyRequest wanted = ApplyRequest.read(body.tree());
        return dryRun ? sets.plan(tenant, wanted) : sets.apply(tenant, wanted);
    }
}
