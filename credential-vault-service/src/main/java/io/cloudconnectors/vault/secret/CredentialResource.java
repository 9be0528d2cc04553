package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.caller.Callers;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/** What connector-api may do, which is write and delete, never read; and what an operator may see, which is no secret. */
@Path("/internal/v1/tenants/{tenant}/credentials/{credentialId}")
@Authenticated
@RunOnVirtualThread
public class CredentialResource {
    /** From 1 on: for another one no key is made. */
    private static final String VERSION = "/versions/{version: [1-9][0-9]{0,8}}";

    private final Credentials credentials;
    private final VersionReadRepository versions;
    private final Callers callers;

    CredentialResource(Credentials credentials, VersionReadRepository versions, Callers callers) {
        this.credentials = credentials;
        this.versions = versions;
        this.callers = callers;
    }

    /** See {@link io.cloudconnectors.contracts.CredentialWrite}. The body is read as bytes, which can be zeroed. */
    @PUT
    @Path(VERSION)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response seal(String tenant, UUID credentialId, int version, InputStream body) {
        Credentials.Key key = new Credentials.Key(tenant, credentialId, version);
        Callers.Target target = new Callers.Target(tenant, credentialId, version);
        callers.require(Callers.WRITE, AuditEntry.Action.SEAL, target);
        Credentials.Outcome outcome = sealed(key, target, body);
        return Response.status(outcome.isNew() ? 201 : 200)
                .entity(outcome.sealed())
                .build();
    }

    /** One version; the others stay. */
    @DELETE
    @Path(VERSION)
    public void deleteVersion(String tenant, UUID credentialId, int version) {
        Credentials.Key key = new Credentials.Key(tenant, credentialId, version);
        Callers.Target target = new Callers.Target(tenant, credentialId, version);
        callers.audited(Callers.WRITE, AuditEntry.Action.SHRED, target, () -> {
            credentials.deleteVersion(key);
            return true;
        });
    }

    @DELETE
    public void delete(String tenant, UUID credentialId) {
        callers.audited(Callers.WRITE, AuditEntry.Action.SHRED, new Callers.Target(tenant, credentialId, null), () -> {
            credentials.delete(tenant, credentialId);
            return true;
        });
    }

    /** For an operator: what is known of the versions, deleted ones until they are purged. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CredentialView inspect(String tenant, UUID credentialId) {
        Callers.Target target = new Callers.Target(tenant, credentialId, null);
        return callers.audited(
                Callers.INSPECT,
                AuditEntry.Action.INSPECT,
                target,
                () -> CredentialView.of(tenant, credentialId, versions.list(tenant, credentialId)));
    }

    private Credentials.Outcome sealed(Credentials.Key key, Callers.Target target, InputStream body) {
        try (SecretBytes bytes = SecretOutput.all(body);
                SealBody read = callers.refusing(AuditEntry.Action.SEAL, target, () -> SealBody.read(bytes))) {
            return callers.recorded(
                    AuditEntry.Action.SEAL, target.of(read.connectorId()), () -> credentials.seal(key, read));
        } catch (IOException e) {
            throw new UncheckedIOException("The body did not come through", e);
        }
    }
}
