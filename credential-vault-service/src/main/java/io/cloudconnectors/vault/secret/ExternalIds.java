package io.cloudconnectors.vault.secret;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes External IDs: 160 bits from the CSPRNG, in characters that STS takes ({@code [\w+=,.@:/-]}, 2 to 1224). */
final class ExternalIds {
    private static final int BYTES = 20;
    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return "cc-" + HexFormat.of().formatHex(bits);
    }
}
