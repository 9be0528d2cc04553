package io.cloudconnectors.local.cloud.azure;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The access tokens that were minted. Their text is random: a client may not look into an access token. */
final class Tokens {
    static final Duration LIFE = Duration.ofSeconds(3599);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 48;

    private final ConcurrentMap<String, Token> tokens = new ConcurrentHashMap<>();

    /** Who may ask whom, until when. */
    record Token(String tenant, String app, String audience, Instant expiresAt) {
        /** The id of the application's service principal in its tenant. */
        String objectId() {
            return Guids.derived(tenant + "/" + app);
        }
    }

    String mint(Token token) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        tokens.put(text, token);
        return text;
    }

    Optional<Token> find(String text) {
        return Optional.ofNullable(tokens.get(text));
    }
}
