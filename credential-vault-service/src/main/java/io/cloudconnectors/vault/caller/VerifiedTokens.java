package io.cloudconnectors.vault.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who the bearers of the access tokens are that were verified within the last minute, as connector-api has it: all pollers show
 * one token for minutes, thousands of times a second. A signing key that the identity provider withdraws is good for that minute
 * more; a token that ends is good no longer. An access token alone opens nothing: run tokens are verified each time.
 */
@Singleton
class VerifiedTokens {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Of services, which are few, and of people who have no business here. */
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Cache<String, Bearer> bearers;

    VerifiedTokens(InstantSource clock) {
        this.clock = clock;
        this.bearers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LONGEST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Whose token this is, when that was found out lately. */
    Optional<SecurityIdentity> bearer(String token) {
        return Optional.ofNullable(bearers.getIfPresent(token))
                .filter(bearer -> clock.instant().isBefore(bearer.end()))
                .map(Bearer::identity);
    }

    /** Remembers who was found to be the bearer of a token; nothing of the request that it came with. */
    void keep(JsonWebToken token, SecurityIdentity verified) {
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(verified.getPrincipal())
                .addRoles(verified.getRoles())
                .addPermissions(verified.getPermissions())
                .addCredentials(verified.getCredentials())
                .build();
        bearers.put(token.getRawToken(), new Bearer(identity, Instant.ofEpochSecond(token.getExpirationTime())));
    }

    private record Bearer(SecurityIdentity identity, Instant end) {}
}
