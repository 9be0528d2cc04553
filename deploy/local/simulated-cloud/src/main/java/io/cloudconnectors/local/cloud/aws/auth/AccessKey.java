package io.cloudconnectors.local.cloud.aws.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** An access key id with its secret. Prints only the id. */
public record AccessKey(String id, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** A long-term key, {@code AKIA...}. */
    public static AccessKey longTerm() {
        return generate("AKIA");
    }

    /** The key of a session, {@code ASIA...}. */
    static AccessKey temporary() {
        return generate("ASIA");
    }

    private static AccessKey generate(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 16; i++) {
            id.append(BASE32.charAt(RANDOM.nextInt(32)));
        }
        return new AccessKey(id.toString(), random(30));
    }

    /** That many random bytes in base64. */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + ", [redacted]]";
    }
}
