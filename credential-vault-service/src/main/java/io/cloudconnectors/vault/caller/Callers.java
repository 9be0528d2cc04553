package io.cloudconnectors.vault.caller;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The caller's service identity, and the record of what it did. Scopes are checked here and not by annotation, so that a
 * refusal is audited like everything else.
 */
@ApplicationScoped
public class Callers {
    /** The scope {@code vault:write}. */
    public static final Permission WRITE = new StringPermission("vault", "write");
    /** The scope {@code vault:reveal}. */
    public static final Permission REVEAL = new StringPermission("vault", "reveal");

    private final SecurityIdentity identity;
    private final AuditLog audit;

    Callers(SecurityIdentity identity, AuditLog audit) {
        this.identity = identity;
        this.audit = audit;
    }

    /** What the caller wants to act on. */
    public record Target(
            @Nullable String tenant,
            UUID credential,
            @Nullable Integer version) {}

    /** The run whose token the caller holds. */
    public record Holder(String tenant, UUID connector, UUID run, int attempt) {}

    /**
     * Records the intent, then acts; a refusal is recorded too.
     *
     * @throws ProblemException FORBIDDEN without the scope
     */
    public <T> T audited(Permission scope, AuditEntry.Action action, Target target, Supplier<T> act) {
        require(scope, action, target);
        audit.append(entry(action, AuditEntry.ALLOWED, target, null));
        try {
            return act.get();
        } catch (ProblemException refused) {
            audit.append(entry(action, refused.code().name(), target, null));
            throw refused;
        }
    }

    /** Refuses, and records that, unless the access token carries the scope. */
    public void require(Permission scope, AuditEntry.Action action, Target target) {
        if (!identity.checkPermissionBlocking(scope)) {
            audit.append(entry(action, ProblemCode.FORBIDDEN.name(), target, null));
            throw new ProblemException(ProblemCode.FORBIDDEN, "The access token lacks the scope of this operation.");
        }
    }

    /** What goes into the audit log about this caller. */
    public AuditEntry entry(AuditEntry.Action action, String outcome, Target target, @Nullable Holder holder) {
        return new AuditEntry(
                actor(),
                action,
                outcome,
                holder == null ? target.tenant() : holder.tenant(),
                holder == null ? null : holder.connector(),
                target.credential(),
                target.version(),
                holder == null ? null : holder.run(),
                holder == null ? null : holder.attempt());
    }

    /** The client id: {@code azp} of the access token, as Keycloak and others set it for client credentials. */
    private String actor() {
        return identity.getPrincipal() instanceof JsonWebToken jwt && jwt.getClaim("azp") instanceof String client
                ? client
                : identity.getPrincipal().getName();
    }
}
