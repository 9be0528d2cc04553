package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.caller.Callers;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** What operators may do: say which credentials nobody has a reason to ask for. They are not told by anybody. */
@Path("/internal/v1/canaries/{credentialId}")
@Authenticated
@RunOnVirtualThread
public class CanaryResource {
    private final Canaries canaries;
    private final Callers callers;

    CanaryResource(Canaries canaries, Callers callers) {
        this.canaries = canaries;
        this.callers = callers;
    }

    @PUT
    public void plant(UUID credentialId) {
        callers.audited(Callers.OPERATE, AuditEntry.Action.CANARY_PLANT, target(credentialId), () -> {
            canaries.plant(credentialId);
            return true;
        });
    }

    @DELETE
    public void remove(UUID credentialId) {
        callers.audited(Callers.OPERATE, AuditEntry.Action.CANARY_REMOVE, target(credentialId), () -> {
            canaries.remove(credentialId);
            return true;
        });
    }

    private static Callers.Target target(UUID credential) {
        return new Callers.Target(null, credential, null);
    }
}
