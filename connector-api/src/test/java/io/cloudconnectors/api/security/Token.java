package io.cloudconnectors.api.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Access tokens that nobody signed. */
final class Token {
    private Token() {}

    static JsonWebToken of(String raw, String tenant, Instant end) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("someone");
        claims.setClaim("raw_token", raw);
        claims.setClaim("tenant", tenant);
        claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        return new DefaultJWTCallerPrincipal(claims);
    }
}
