package io.cloudconnectors.local.cloud.aws.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids in AWS's forms, the same for the same place in the same file: a restart changes no inventory. */
public final class Ids {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Ids() {}

    /** {@code i-0123456789abcdef0}: 17 hexadecimal digits. */
    public static String ec2(String prefix, String... place) {
        return prefix + "-0" + HexFormat.of().formatHex(digest(place)).substring(0, 16);
    }

    /** {@code AIDA...}, {@code AROA...}: the prefix and 17 characters. */
    public static String iam(String prefix, String... place) {
        byte[] digest = digest(place);
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 17; i++) {
            id.append(BASE32.charAt(digest[i] & 31));
        }
        return id.toString();
    }

    /** A number from 0 to {@code bound} - 1. */
    static int number(int bound, String... place) {
        byte[] digest = digest(place);
        return (((digest[0] & 0xff) << 16) | ((digest[1] & 0xff) << 8) | (digest[2] & 0xff)) % bound;
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
