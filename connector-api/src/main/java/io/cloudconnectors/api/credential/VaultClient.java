package io.cloudconnectors.api.credential;

import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.SealedCredential;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The vault's HTTP API, the half that this service's scope opens. */
@Path("/internal/v1/tenants/{tenant}/credentials/{credentialId}")
@RegisterRestClient(configKey = "vault")
@OidcClientFilter
interface VaultClient {

    /** See {@link CredentialWrite}. */
    @PUT
    @Path("/versions/{version}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    SealedCredential seal(
            @PathParam("tenant") String tenant,
            @PathParam("credentialId") UUID credentialId,
            @PathParam("version") int version,
            CredentialWrite write);

    /** Shreds every version, and again: doing it twice changes nothing. */
    @DELETE
    void shred(@PathParam("tenant") String tenant, @PathParam("credentialId") UUID credentialId);

    /** Shreds one version; 204 also when it is gone. */
    @DELETE
    @Path("/versions/{version}")
    void shredVersion(
            @PathParam("tenant") String tenant,
            @PathParam("credentialId") UUID credentialId,
            @PathParam("version") int version);
}
