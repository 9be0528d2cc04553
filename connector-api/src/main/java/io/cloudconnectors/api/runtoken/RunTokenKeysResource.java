package io.cloudconnectors.api.runtoken;

import io.cloudconnectors.contracts.RunTokenClaims;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Publishes the public keys of run tokens. */
@Path(RunTokenClaims.JWKS_PATH)
@PermitAll
class RunTokenKeysResource {
    private final RunTokens tokens;

    RunTokenKeysResource(RunTokens tokens) {
        this.tokens = tokens;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public RunTokens.KeySet keys() {
        return tokens.publicKeys();
    }
}
