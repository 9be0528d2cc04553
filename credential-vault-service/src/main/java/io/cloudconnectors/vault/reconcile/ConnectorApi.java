package io.cloudconnectors.vault.reconcile;

import io.cloudconnectors.contracts.CommittedQuery;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** connector-api's one operation for the vault. */
@RegisterRestClient(configKey = "connector-api")
@OidcClientFilter
@Path("/internal/v1/credentials/committed")
interface ConnectorApi {
    /** A {@link io.cloudconnectors.contracts.CommittedAnswer}; read by the caller, who believes a 200 alone. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Response committed(CommittedQuery query);
}
