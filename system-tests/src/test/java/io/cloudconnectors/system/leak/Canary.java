package io.cloudconnectors.system.leak;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A secret that must appear nowhere.
 *
 * @param name of the kind of secret, not of its value
 */
public record Canary(String name, byte[] secret) {

    /** The forms in which a secret slips into a text or a file. */
    public enum Encoding {
        RAW,
        BASE64,
        HEX
    }

    public static Canary ofText(String name, String secret) {
        return new Canary(name, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret in each form, as somebody would write it down who encodes it alone. */
    Map<Encoding, byte[]> forms() {
        var forms = new EnumMap<Encoding, byte[]>(Encoding.class);
        forms.put(Encoding.RAW, secret);
        forms.put(Encoding.BASE64, bytes(Base64Forms.alone(secret)));
        forms.put(Encoding.HEX, bytes(HexFormat.of().formatHex(secret)));
        return forms;
    }

    /** Every byte sequence that gives the secret away, in any place of a longer text. */
    Map<Encoding, List<byte[]>> traces() {
        var traces = new EnumMap<Encoding, List<byte[]>>(Encoding.class);
        traces.put(Encoding.RAW, List.of(secret));
        traces.put(
                Encoding.BASE64,
                Base64Forms.anywhere(secret).stream().map(Canary::bytes).toList());
        traces.put(
                Encoding.HEX,
                List.of(
                        bytes(HexFormat.of().formatHex(secret)),
                        bytes(HexFormat.of().withUpperCase().formatHex(secret))));
        return traces;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
