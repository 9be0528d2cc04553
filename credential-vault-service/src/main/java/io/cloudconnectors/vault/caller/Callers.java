package io.cloudconnectors.vault.caller;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.Map;
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
    /** The scope {@code vault:inspect}, of operators. */
    public static final Permission INSPECT = new StringPermission("vault", "inspect");
    /** The scope {@code vault:operate}: what operators do with keys and canaries; it opens no secret. */
    public static final Permission OPERATE = new StringPermission("vault", "operate");

    private static final Map<Permission, RateCaps.Operation> CAPPED =
            Map.of(WRITE, RateCaps.Operation.WRITE, REVEAL, RateCaps.Operation.REVEAL);

    private final SecurityIdentity identity;
    private final AuditLog audit;
    private final RateCaps caps;

    Callers(SecurityIdentity identity, AuditLog audit, RateCaps caps) {
        this.identity = identity;
        this.audit = audit;
        this.caps = caps;
    }

    /**
     * What the caller wants to act on: one version, all of a credential, all of a tenant, or the vault as a whole, by how many
     * of the parts are there.
     */
    public record Target(
            @Nullable String tenant,
            @Nullable UUID connector,
            @Nullable UUID credential,
            @Nullable Integer version) {
        /** The vault as a whole. */
        public static final Target VAULT = new Target(null, null, null, null);

        public Target(@Nullable String tenant, @Nullable UUID credential, @Nullable Integer version) {
            this(tenant, null, credential, version);
        }

        /** The same, of a connector. */
        public Target of(UUID owner) {
            return new Target(tenant, owner, credential, version);
        }

        /** All that is of a tenant. */
        public static Target ofTenant(String tenant) {
            return new Target(tenant, null, null, null);
        }
    }

    /** The run whose token the caller holds. */
    public record Holder(String tenant, UUID connector, UUID run, int attempt) {}

    /**
     * Records the intent, then acts; a refusal is recorded too.
     *
     * @throws ProblemException FORBIDDEN without the scope
     */
    public <T> T audited(Permission scope, AuditEntry.Action action, Target target, Supplier<T> act) {
        require(scope, action, target);
        return recorded(action, target, act);
    }

    /** {@link #audited} for a caller whose scope has been looked at. */
    public <T> T recorded(AuditEntry.Action action, Target target, Supplier<T> act) {
        audit.append(entry(action, AuditEntry.ALLOWED, target, null));
        return refusing(action, target, act);
    }

    /** Records a refusal, and nothing else: for what comes before the target is known. */
    public <T> T refusing(AuditEntry.Action action, Target target, Supplier<T> act) {
        try {
            return act.get();
        } catch (ProblemException refused) {
            audit.append(entry(action, refused.code().name(), target, null));
            throw refused;
        }
    }

    /**
     * Refuses, and records that, unless the access token carries the scope. What is not allowed anyway takes nothing from the
     * client's bucket.
     *
     * @throws ProblemException FORBIDDEN without the scope; RATE_LIMITED when there were too many, which is recorded once a minute
     */
    public void require(Permission scope, AuditEntry.Action action, Target target) {
        boolean allowed = identity.checkPermissionBlocking(scope);
        RateCaps.Operation operation = allowed ? CAPPED.get(scope) : RateCaps.Operation.REFUSED;
        if (operation != null) {
            caps.count(operation, actor()).ifPresent(excess -> refuse(excess, action, target));
        }
        if (!allowed) {
            audit.append(entry(action, ProblemCode.FORBIDDEN.name(), target, null));
            throw new ProblemException(ProblemCode.FORBIDDEN, "The access token lacks the scope of this operation.");
        }
    }

    private void refuse(RateCaps.Excess excess, AuditEntry.Action action, Target target) {
        if (excess.isFirst()) {
            audit.append(entry(action, ProblemCode.RATE_LIMITED.name(), target, null));
        }
        throw excess.problem();
    }

    /** What goes into the audit log about this caller. */
    public AuditEntry entry(AuditEntry.Action action, String outcome, Target target, @Nullable Holder holder) {
        return new AuditEntry(
                actor(),
                action,
                outcome,
                holder == null ? target.tenant() : holder.tenant(),
                holder == null ? target.connector() : holder.connector(),
                target.credential(),
                target.version(),
                holder == null ? null : holder.run(),
                holder == null ? null : holder.attempt());
    }

    /**
     * The client id: {@code azp} of the access token, as Keycloak and others set it for client credentials. A person has the
     * subject behind it: whoever comes to the vault with a person's token shall be found.
     */
    public String actor() {
        if (identity.getPrincipal() instanceof JsonWebToken jwt && jwt.getClaim("azp") instanceof String client) {
            return isPerson(jwt) ? client + '/' + jwt.getSubject() : client;
        }
        return identity.getPrincipal().getName();
    }

    private static boolean isPerson(JsonWebToken jwt) {
        return jwt.getClaim("preferred_username") instanceof String name && !name.startsWith("service-account-");
    }
}
