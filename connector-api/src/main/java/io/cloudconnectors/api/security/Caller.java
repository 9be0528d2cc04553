package io.cloudconnectors.api.security;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Whoever sent the current request. */
@ApplicationScoped
public class Caller {
    /** The claim that names the tenant of a person or a CI client. */
    private static final String TENANT_CLAIM = "tenant";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The tenant that the caller acts for.
     *
     * @throws ProblemException TENANT_MISSING when the token names none
     */
    public Tenant tenant() {
        if (token().getClaim(TENANT_CLAIM) instanceof String name) {
            try {
                return new Tenant(name);
            } catch (IllegalArgumentException e) {
                throw tenantMissing(e);
            }
        }
        throw tenantMissing(null);
    }

    /**
     * The access token of the caller.
     *
     * @throws ProblemException TENANT_MISSING when it is none that could name a tenant
     */
    public JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw tenantMissing(null);
    }

    /** Whether the caller has a role. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** Who the caller is: the subject of the access token, which no two people or clients share. */
    public String subject() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    private static ProblemException tenantMissing(@org.jspecify.annotations.Nullable Throwable cause) {
        String detail = "Ask an administrator of the identity provider to give your account the claim \"tenant\".";
        return cause == null
                ? new ProblemException(ProblemCode.TENANT_MISSING, detail)
                : new ProblemException(ProblemCode.TENANT_MISSING, detail, cause);
    }
}
