package io.cloudconnectors.vault.access;

import io.cloudconnectors.contracts.RevealedCredential;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What pollers may do: get one credential version, for one leased run. */
@Path("/internal/v1/credentials/{credentialId}/versions/{version}/reveal")
@Authenticated
@RunOnVirtualThread
public class RevealResource {
    private final Reveals reveals;

    RevealResource(Reveals reveals) {
        this.reveals = reveals;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response reveal(
            UUID credentialId,
            int version,
            @HeaderParam(RevealedCredential.RUN_TOKEN_HEADER) @Nullable String runToken) {
        return Response.ok(reveals.reveal(credentialId, version, runToken))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
