package io.cloudconnectors.local.servers;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A password or key made at run time. It prints as {@code [redacted]}. */
public record Secret(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** 192 random bits as 48 hexadecimal digits: nothing in it needs quoting in a URL, a shell or a file. */
    public static Secret random() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
