package io.cloudconnectors.vault.secret;

import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.caller.Callers;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** What connector-api may do: write and shred, never read. */
@Path("/internal/v1/tenants/{tenant}/credentials/{credentialId}")
@Authenticated
@RunOnVirtualThread
public class CredentialResource {
    private final Credentials credentials;
    private final Callers callers;

    CredentialResource(Credentials credentials, Callers callers) {
        this.credentials = credentials;
        this.callers = callers;
    }

    @PUT
    @Path("/versions/{version}")
    public Response seal(String tenant, UUID credentialId, int version, CredentialWrite write) {
        Credentials.Key key = new Credentials.Key(tenant, credentialId, version);
        Callers.Target target = new Callers.Target(tenant, credentialId, version);
        Credentials.Outcome outcome =
                callers.audited(Callers.WRITE, AuditEntry.Action.SEAL, target, () -> credentials.seal(key, write));
        return Response.status(outcome.isNew() ? 201 : 200)
                .entity(outcome.sealed())
                .build();
    }

    /** One version; the others stay. */
    @DELETE
    @Path("/versions/{version}")
    public void shredVersion(String tenant, UUID credentialId, int version) {
        Credentials.Key key = new Credentials.Key(tenant, credentialId, version);
        Callers.Target target = new Callers.Target(tenant, credentialId, version);
        callers.audited(Callers.WRITE, AuditEntry.Action.SHRED, target, () -> {
            credentials.shredVersion(key);
            return true;
        });
    }

    @DELETE
    public void shred(String tenant, UUID credentialId) {
        callers.audited(Callers.WRITE, AuditEntry.Action.SHRED, new Callers.Target(tenant, credentialId, null), () -> {
            credentials.shred(tenant, credentialId);
            return true;
        });
    }
}
