package io.cloudconnectors.api.security;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Knows the bearers of {@link VerifiedTokens}, and leaves everything else to OpenID Connect. */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens tokens;

    BearerAuthentication(OidcAuthenticationMechanism oidc, VerifiedTokens tokens) {
        this.oidc = oidc;
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return quietly(context, providers);
        }
        return tokens.bearer(authorization.substring(SCHEME.length()))
                .map(bearer -> Uni.createFrom().item(bearer))
                .orElseGet(
                        () -> quietly(context, providers).onItem().ifNotNull().invoke(this::keep));
    }

    /** What is said about a token that is refused quotes it, and would go into logs and spans; it may be good elsewhere. */
    private Uni<SecurityIdentity> quietly(RoutingContext context, IdentityProviderManager providers) {
        return oidc.authenticate(context, providers)
                .onFailure(AuthenticationFailedException.class)
                .transform(refused -> new AuthenticationFailedException());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    private void keep(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            tokens.keep(token, identity);
        }
    }
}
