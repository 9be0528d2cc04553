package io.cloudconnectors.vault.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** How a secret looks when it slipped into a text. */
public final class Forms {
    private Forms() {}

    /** As it is, in hex as PostgreSQL shows bytes, in Base64 as JSON does. */
    public static List<String> of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }
}
