package io.cloudconnectors.api.live;

import io.cloudconnectors.api.connector.Connectors;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes of one connector as they happen. */
@Path("/api/v1/connectors/{id}/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "Events")
@RunOnVirtualThread
public class ConnectorEventResource {
    private final Streams streams;
    private final Connectors connectors;
    private final Caller caller;

    ConnectorEventResource(Streams streams, Connectors connectors, Caller caller) {
        this.streams = streams;
        this.connectors = connectors;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "streamConnectorEvents",
            summary = "Watch a connector",
            description = "The same for one connector. The stream ends when the connector is deleted or purged.")
    @APIResponse(
            responseCode = "200",
            description = EventResource.STREAM,
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "event", value = EventResource.EXAMPLE)))
    @APIResponse(responseCode = "429", ref = "#/components/responses/Problem429")
    public Response watch(
            @PathParam("id") String id,
            @Parameter(
                            description = EventResource.RESUME,
                            schema = @Schema(implementation = String.class, maxLength = 64))
                    @HeaderParam(EventResource.LAST_EVENT_ID)
                    String lastEventId,
            @Context RoutingContext request) {
        UUID connectorId = Ids.connector(id);
        connectors.in(caller.tenant()).require(connectorId);
        return Streams.answer(streams.open(caller.tenant(), connectorId, lastEventId, caller.token(), request));
    }
}
