package io.cloudconnectors.poller.credential;

import io.cloudconnectors.contracts.RevealedCredential;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The vault's one operation for pollers. */
@RegisterRestClient(configKey = "vault")
@OidcClientFilter
@Path("/internal/v1/credentials/{credential}/versions/{version}/reveal")
interface VaultApi {
    @POST
    RevealedCredential reveal(
            @PathParam("credential") UUID credential,
            @PathParam("version") int version,
            @HeaderParam(RevealedCredential.RUN_TOKEN_HEADER) String runToken);
}
