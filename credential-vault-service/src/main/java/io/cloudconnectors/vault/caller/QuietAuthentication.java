package io.cloudconnectors.vault.caller;

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

/**
 * OIDC as Quarkus does it, once a minute for each token, and without what it says about a token that it refuses: that quotes the
 * token, and would go into logs and into spans. A token that is refused here may be good elsewhere.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class QuietAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens tokens;

    QuietAuthentication(OidcAuthenticationMechanism oidc, VerifiedTokens tokens) {
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

    private void keep(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            tokens.keep(token, identity);
        }
    }

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
}
