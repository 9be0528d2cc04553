package io.cloudconnectors.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");

    private Instant now = BEGIN;
    private final VerifiedTokens tokens = new VerifiedTokens(() -> now);

    @Test
    void aTokenIsKnownForAMinute() {
        keep(Token.of("one", "acme", BEGIN.plus(Duration.ofHours(1))));

        now = BEGIN.plusSeconds(59);
        assertThat(tokens.bearer("one"))
                .get()
                .extracting(SecurityIdentity::getRoles)
                .isEqualTo(java.util.Set.of("viewer"));
        assertThat(tokens.bearer("another")).isEmpty();

        now = BEGIN.plusSeconds(60);
        assertThat(tokens.bearer("one")).isEmpty();
    }

    @Test
    void aTokenThatEndsSoonerIsKnownUntilThen() {
        keep(Token.of("one", "acme", BEGIN.plusSeconds(10)));

        now = BEGIN.plusSeconds(9);
        assertThat(tokens.bearer("one")).isPresent();

        now = BEGIN.plusSeconds(10);
        assertThat(tokens.bearer("one")).isEmpty();
    }

    @Test
    void aBearerMayDoWhatItMightBefore() {
        keep(Token.of("one", "acme", BEGIN.plusSeconds(10)));

        assertThat(tokens.bearer("one")).get().satisfies(bearer -> {
            assertThat(bearer.checkPermissionBlocking(new StringPermission("runs:lease")))
                    .isTrue();
            assertThat(bearer.checkPermissionBlocking(new StringPermission("vault:write")))
                    .isFalse();
        });
    }

    @Test
    void nothingOfTheRequestIsKept() {
        keep(Token.of("one", "acme", BEGIN.plusSeconds(10)));

        assertThat(tokens.bearer("one"))
                .get()
                .satisfies(bearer -> assertThat(bearer.getAttributes()).isEmpty());
    }

    private void keep(JsonWebToken token) {
        tokens.keep(
                token,
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(token)
                        .addRole("viewer")
                        .addPermission(new StringPermission("runs:lease"))
                        .addAttribute("request", "a request")
                        .build());
    }
}
