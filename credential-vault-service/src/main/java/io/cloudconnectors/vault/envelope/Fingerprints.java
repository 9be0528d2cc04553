package io.cloudconnectors.vault.envelope;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Fingerprints of secrets under a tenant's own key, which outlives every rotation. */
final class Fingerprints {
    private static final String MAC = "HmacSHA256";
    private static final int BYTES = 8;

    private Fingerprints() {}

    /** Hex; equal for equal secrets under one key, and of no use to anybody without the key. */
    static String of(SecretBytes secret, SecretBytes key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.expose(), MAC));
            return HexFormat.of().formatHex(mac.doFinal(secret.expose()), 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is not to be had from this JDK", e);
        }
    }
}
