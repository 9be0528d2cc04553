package io.cloudconnectors.api.reason;

import io.cloudconnectors.api.security.Roles;
import io.cloudconnectors.contracts.ReasonCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue of reasons. */
@Path("/api/v1/reasons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reasons", description = "Why something is not green.")
@RunOnVirtualThread
public class ReasonResource {

    /** All reasons; shaped like a page, of which there is one. */
    @Schema(name = "ReasonPage")
    public record Catalogue(
            @Schema(required = true) List<ReasonEntry> items,

            @Schema(required = true, nullable = true, description = "Always null: there is one page.") @Nullable
            String nextCursor) {}

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getReasons",
            summary = "Every reason, what it means and what to do about it",
            description =
                    "The same for everybody. More reasons may come: show those that you do not know by their message.")
    @APIResponse(
            responseCode = "200",
            description = "The catalogue.",
            content = @Content(schema = @Schema(implementation = Catalogue.class)))
    public Catalogue all() {
        return new Catalogue(
                Arrays.stream(ReasonCode.values()).map(ReasonEntry::of).toList(), null);
    }
}
