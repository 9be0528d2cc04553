package io.cloudconnectors.api.run;

import io.cloudconnectors.api.limit.Expensive;
import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.RunTrigger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Run now, history, cancel. */
@Path("/api/v1/connectors/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "The looks at a connector's account.")
@RunOnVirtualThread
public class RunResource {
    private final Runs runs;
    private final Caller caller;

    RunResource(Runs runs, Caller caller) {
        this.runs = runs;
        this.caller = caller;
    }

    @POST
    @Expensive
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "startRun",
            summary = "Run a connector now",
            description = "Also when it is not enabled. The schedule stays as it is. When a run is going already, the "
                    + "answer is 409 RUN_IN_PROGRESS, with that run.")
    @APIResponse(
            responseCode = "202",
            description = "Queued.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the run can be watched.",
                            schema = @Schema(type = SchemaType.STRING, format = "uri")),
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response start(@PathParam("id") String id, @Context UriInfo uri) {
        RunView run = of(id).start();
        URI location = uri.getAbsolutePathBuilder().path(run.id().toString()).build();
        return Response.accepted(run).location(location).build();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listRuns",
            summary = "The history of a connector's runs, the newest first",
            description = "Without what each saw by region and service: read the run or its slices for that.")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "One or several, separated by commas.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = RunState.class, maxItems = 7))
    @Parameter(
            name = "trigger",
            in = ParameterIn.QUERY,
            description = "One or several, separated by commas.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = RunTrigger.class, maxItems = 5))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = RunPage.class)))
    public RunPage list(@PathParam("id") String id, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        QueryParameters parameters = QueryParameters.of(uri, RunQuery.PARAMETERS);
        return RunPage.of(of(id).list(RunQuery.of(parameters, tenant, Ids.connector(id))));
    }

    @GET
    @Path("/{runId}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getRun",
            summary = "Read a run with what it saw by region and service",
            description = "A slice that could not be looked at says why; what it held before stays in the inventory.")
    @APIResponse(
            responseCode = "200",
            description = "The run.",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public RunView get(@PathParam("id") String id, @PathParam("runId") String runId) {
        return of(id).get(Ids.run(runId));
    }

    @GET
    @Path("/{runId}/slices")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "listSlices",
            summary = "What a run saw, by region and service",
            description = "Those that could not be looked at say why.")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Both when left out.",
            schema = @Schema(implementation = RunView.SliceStatus.class))
    @APIResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(schema = @Schema(implementation = SlicePage.class)))
    public SlicePage slices(@PathParam("id") String id, @PathParam("runId") String runId, @Context UriInfo uri) {
        Tenant tenant = caller.tenant();
        QueryParameters parameters = QueryParameters.of(uri, SliceQuery.PARAMETERS);
        UUID run = Ids.run(runId);
        return SlicePage.of(of(id).slices(run, SliceQuery.of(parameters, tenant, run)));
    }

    @POST
    @Path("/{runId}/cancel")
    @RolesAllowed({Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "cancelRun",
            summary = "Cancel a run",
            description =
                    "A queued run ends at once, a running one with its worker's next heartbeat; until then asking "
                            + "again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "It is cancelled, or will be soon.",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Response cancel(@PathParam("id") String id, @PathParam("runId") String runId) {
        return Response.accepted(of(id).cancel(Ids.run(runId))).build();
    }

    private Runs.OfConnector of(String id) {
        return runs.of(caller.tenant(), Ids.connector(id));
    }
}
