package io.cloudconnectors.local.cloud.google.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.google.project.Projects;
import io.cloudconnectors.local.cloud.google.project.ServiceAccount;
import io.cloudconnectors.local.cloud.google.project.ServiceAccountKey;
import io.cloudconnectors.local.cloud.google.wire.Query;
import io.cloudconnectors.local.cloud.google.wire.TokenError;
import io.cloudconnectors.local.cloud.google.wire.TokenRefused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Mints access tokens for JWTs that service accounts have signed. Source: RFC 7523 as Google documents it. */
public final class TokenEndpoint {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Set<String> AUDIENCES = Set.of(
            "https://oauth2.googleapis.com/token",
            "https://accounts.google.com/o/oauth2/token",
            "https://www.googleapis.com/oauth2/v4/token");
    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final Duration LEEWAY = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Projects projects;
    private final AccessTokens tokens;
    private final InstantSource clock;

    public TokenEndpoint(Projects projects, AccessTokens tokens, InstantSource clock) {
        this.projects = projects;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** An assertion, taken apart and not believed yet. */
    public record Assertion(JsonNode header, JsonNode claims, String signed, byte[] signature) {
        public Assertion {
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        /** The account that it says it is from; empty when it does not. */
        public String issuer() {
            return claims.path("iss").asText();
        }

        /** Names the issuer only. */
        @Override
        public String toString() {
            return "Assertion[" + issuer() + "]";
        }
    }

    /** @throws TokenRefused when the form holds no assertion */
    public static Assertion read(String form) {
        Query fields = new Query(form);
        if (!fields.first("grant_type").filter(GRANT::equals).isPresent()) {
            throw new TokenRefused(TokenError.UNSUPPORTED_GRANT_TYPE);
        }
        String[] parts = fields.first("assertion").orElse("").split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenRefused(TokenError.MALFORMED);
        }
        try {
            return new Assertion(
                    JSON.readTree(text(parts[0])),
                    JSON.readTree(text(parts[1])),
                    parts[0] + "." + parts[1],
                    Base64.getUrlDecoder().decode(parts[2]));
        } catch (JsonProcessingException | IllegalArgumentException notAJwt) {
            throw new TokenRefused(TokenError.MALFORMED);
        }
    }

    /**
     * The answer with the token.
     *
     * @param self the URL that the call came to, which is an audience too
     */
    public ObjectNode mint(Assertion assertion, String self) {
        ServiceAccount account = projects.homeOf(assertion.issuer())
                .flatMap(project -> project.account(assertion.issuer()))
                .orElseThrow(() -> new TokenRefused(TokenError.ACCOUNT_NOT_FOUND));
        checkTimes(assertion.claims());
        String audience = assertion.claims().path("aud").asText();
        if (!AUDIENCES.contains(audience) && !audience.equals(self)) {
            throw new TokenRefused(TokenError.WRONG_AUDIENCE);
        }
        if (!signedBy(account, assertion)) {
            throw new TokenRefused(TokenError.WRONG_SIGNATURE);
        }
        if (account.disabled()) {
            throw new TokenRefused(TokenError.DISABLED);
        }
        String subject = assertion.claims().path("sub").asText();
        if (!subject.isEmpty() && !subject.equals(account.email())) {
            throw new TokenRefused(TokenError.DELEGATION);
        }
        String scope = assertion.claims().path("scope").asText().strip();
        if (scope.isEmpty()) {
            throw new TokenRefused(TokenError.INVALID_SCOPE);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", tokens.mint(account.email(), Set.copyOf(Arrays.asList(scope.split(" +")))))
                .put("expires_in", AccessTokens.LIFETIME.toSeconds())
                .put("token_type", "Bearer");
    }

    private void checkTimes(JsonNode claims) {
        long now = clock.instant().getEpochSecond();
        long issued = claims.path("iat").asLong();
        long expires = claims.path("exp").asLong();
        boolean reasonable = issued <= now + LEEWAY.toSeconds()
                && issued >= now - LONGEST.toSeconds()
                && expires > now
                && expires - issued <= LONGEST.toSeconds();
        if (!reasonable) {
            throw new TokenRefused(TokenError.WRONG_TIME);
        }
    }

    private static boolean signedBy(ServiceAccount account, Assertion assertion) {
        String keyId = assertion.header().path("kid").asText();
        return assertion.header().path("alg").asText().equals("RS256")
                && Optional.ofNullable(account.keys().get(keyId))
                        .filter(key -> verifies(key, assertion))
                        .isPresent();
    }

    private static boolean verifies(ServiceAccountKey key, Assertion assertion) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key.publicKey());
            verifier.update(assertion.signed().getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(assertion.signature());
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    private static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
