package io.cloudconnectors.local.cloud.google.project;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Numeric ids, the same for the same place in the same file: a restart changes no inventory. */
final class Numbers {
    private Numbers() {}

    /** @param first the leading digit, so that no id begins with a zero */
    static String of(String first, int digits, String... place) {
        String number = new BigInteger(1, digest(place)).toString();
        return first + number.substring(0, digits - first.length());
    }

    private static byte[] digest(String... place) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", place).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
