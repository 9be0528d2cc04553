package io.cloudconnectors.api.credential;

import io.cloudconnectors.contracts.CommittedAnswer;
import io.cloudconnectors.contracts.CommittedQuery;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the vault may ask: which of its versions are in use. It deletes the others. */
@Path("/internal/v1/credentials/committed")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed("credentials:reconcile")
@RunOnVirtualThread
class CommittedResource {
    private final CommittedRepository versions;

    CommittedResource(CommittedRepository versions) {
        this.versions = versions;
    }

    @POST
    @Operation(hidden = true)
    public CommittedAnswer committed(@Nullable CommittedQuery query) {
        if (query == null || query.versions().size() > CommittedQuery.MOST) {
            throw new BadRequestException();
        }
        return new CommittedAnswer(query.versions().size(), versions.known(query.versions()));
    }
}
