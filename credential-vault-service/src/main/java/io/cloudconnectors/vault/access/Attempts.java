package io.cloudconnectors.vault.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The highest attempt of each run that a secret was handed out to, for as long as a token of an earlier attempt can still be
 * valid. It is the memory of this instance: an earlier attempt that goes to another one gets what it had before, for five
 * minutes at most (ADR 25).
 */
@ApplicationScoped
class Attempts {
    /** Ten minutes of runs at 300 a second. */
    private static final int MOST = 200_000;

    private final Cache<UUID, Integer> highest = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(RunTokenVerifier.LONGEST_LIFE)
            .build();

    /** Whether no later attempt of the run was here before. */
    boolean admits(RunToken token) {
        return highest.asMap().merge(token.run(), token.attempt(), Math::max) == token.attempt();
    }
}
