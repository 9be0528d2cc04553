package io.cloudconnectors.vault.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.time.TestClock;
import io.quarkus.security.StringPermission;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private final TestClock clock = new TestClock();
    private final VerifiedTokens tokens = new VerifiedTokens(clock);

    @Test
    void aTokenIsKnownForAMinute() {
        keep("one", Duration.ofHours(1));

        clock.advance(Duration.ofSeconds(59));
        assertThat(tokens.bearer("one")).isPresent();
        assertThat(tokens.bearer("another")).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.bearer("one")).isEmpty();
    }

    @Test
    void aTokenThatEndsSoonerIsKnownUntilThen() {
        keep("one", Duration.ofSeconds(10));

        clock.advance(Duration.ofSeconds(9));
        assertThat(tokens.bearer("one")).isPresent();

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.bearer("one")).isEmpty();
    }

    @Test
    void aBearerMayDoWhatItMightBeforeAndNothingOfTheRequestIsKept() {
        keep("one", Duration.ofHours(1));

        assertThat(tokens.bearer("one")).get().satisfies(bearer -> {
            assertThat(bearer.checkPermissionBlocking(Callers.REVEAL)).isTrue();
            assertThat(bearer.checkPermissionBlocking(Callers.WRITE)).isFalse();
            assertThat(bearer.getAttributes()).isEmpty();
        });
    }

    private void keep(String raw, Duration life) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("service-account-poller-service");
        claims.setClaim("raw_token", raw);
        claims.setExpirationTime(
                NumericDate.fromSeconds(clock.instant().plus(life).getEpochSecond()));
        JsonWebToken token = new DefaultJWTCallerPrincipal(claims);
        tokens.keep(
                token,
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(token)
                        .addPermission(new StringPermission("vault", "reveal"))
                        .addAttribute("request", "a request")
                        .build());
    }
}
