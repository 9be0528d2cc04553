package io.cloudconnectors.api.idempotency;

import io.cloudconnectors.api.runtoken.RunTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Tells whether two bodies are the same without keeping them. The key is derived from the run token key, which every
 * instance has; after that key was replaced, no stored body is recognised, and a retry over that moment is refused.
 */
@ApplicationScoped
class BodyHmac {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    BodyHmac(RunTokens tokens) {
        this.key = tokens.derived("idempotency body", ALGORITHM);
    }

    byte[] of(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
