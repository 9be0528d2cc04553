package io.cloudconnectors.local.cloud.google.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The access tokens that were minted here. They live in memory alone. */
public final class AccessTokens {
    /** What Google's token endpoint says and does. */
    public static final Duration LIFETIME = Duration.ofSeconds(3599);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final ConcurrentMap<String, AccessToken> tokens = new ConcurrentHashMap<>();

    public AccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** @param scopes URLs */
    public record AccessToken(String email, Set<String> scopes, Instant expiresAt) {
        public AccessToken {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A token that no one can guess. */
    public String mint(String email, Set<String> scopes) {
        byte[] random = new byte[96];
        RANDOM.nextBytes(random);
        String token = "ya29.c." + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        tokens.put(token, new AccessToken(email, scopes, clock.instant().plus(LIFETIME)));
        return token;
    }

    /** Also one that has expired. */
    public Optional<AccessToken> find(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    public boolean expired(AccessToken token) {
        return !clock.instant().isBefore(token.expiresAt());
    }
}
