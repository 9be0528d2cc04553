package io.cloudconnectors.api.live;

import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes as they happen. */
@Path("/api/v1/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "Events", description = "Changes as they happen, as server-sent events.")
@RunOnVirtualThread
public class EventResource {
    static final String LAST_EVENT_ID = "Last-Event-ID";
    static final String RESUME = "The id of the last event that was received; what followed is sent first.";
    static final String STREAM = "A stream of server-sent events that does not end by itself.";
    static final String EXAMPLE = """
            id: 74213-918
            event: io.cloudconnectors.connector.state-changed.v1
            data: {"specversion": "1.0", "type": "io.cloudconnectors.connector.state-changed.v1", "data": {"to": "ONLINE"}}

            """;

    private final Streams streams;
    private final Caller caller;

    EventResource(Streams streams, Caller caller) {
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "streamEvents",
            summary = "Watch all connectors",
            description =
                    "Server-sent events: `event` is the type of a CloudEvent, `data` the CloudEvent itself, the same as on "
                            + "the Kafka topic connector_changes; its schemas are in the AsyncAPI document. Each event comes once, in "
                            + "the order of its ids, also when the stream is resumed with Last-Event-ID, for 24 hours. An event "
                            + "`reset` says that some may be missing: read what you show again. The stream ends with the access "
                            + "token; a client that reads too slowly is disconnected. Both resume.")
    @APIResponse(
            responseCode = "200",
            description = STREAM,
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "event", value = EXAMPLE)))
    @APIResponse(responseCode = "429", ref = "#/components/responses/Problem429")
    public Response watch(
            @Parameter(description = RESUME, schema = @Schema(implementation = String.class, maxLength = 64))
                    @HeaderParam(LAST_EVENT_ID)
                    String lastEventId,
            @Context RoutingContext request) {
        return Streams.answer(streams.open(caller.tenant(), null, lastEventId, caller.token(), request));
    }
}
