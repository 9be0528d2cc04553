package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key file must be. Google's libraries act on what such a file names: programs, files, URLs. So only the one harmless
 * type is let in. Its own URLs are whatever its sender wrote; they may be there, and nobody reads them.
 *
 * @see <a href="https://docs.cloud.google.com/docs/authentication/external/externally-sourced-credentials">why</a>
 */
final class GoogleKeyFile {
    private static final int LONGEST = 16_384;
    private static final int LEAST_BITS = 2048;
    private static final String TYPE = "service_account";
    private static final String UNIVERSE = "googleapis.com";
    private static final byte[] BEGIN = ascii("-----BEGIN PRIVATE KEY-----");
    private static final byte[] END = ascii("-----END PRIVATE KEY-----");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,128}@[A-Za-z0-9.-]{1,128}\\.gserviceaccount\\.com");
    private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private static final Set<String> IGNORED = Set.of(
            "project_id", "client_id", "auth_uri", "token_uri", "auth_provider_x509_cert_url", "client_x509_cert_url");

    private GoogleKeyFile() {}

    /** What is wrong with a file, without a word of it; empty when nothing is. */
    static Optional<String> fault(SecretBytes file) {
        if (file.expose().length > LONGEST) {
            return Optional.of("A key file has at most " + LONGEST + " bytes.");
        }
        try (JsonParser json = SecretJson.parser(file)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of("A key file is a JSON object.");
            }
            return fault(json);
        } catch (IOException notJson) {
            return Optional.of("A key file is one JSON object, in which no member comes twice.");
        }
    }

    private static Optional<String> fault(JsonParser json) throws IOException {
        String type = null;
        String email = null;
        String keyId = null;
        boolean hasKey = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.of("Each member of a key file is a text.");
            }
            switch (name) {
                case "type" -> type = json.getText();
                case "client_email" -> email = json.getText();
                case "private_key_id" -> keyId = json.getText();
                case "private_key" -> {
                    try (SecretBytes pem = SecretJson.secret(json)) {
                        hasKey = isRsaKey(pem.expose());
                    }
                }
                case "universe_domain" -> {
                    if (!UNIVERSE.equals(json.getText())) {
                        return Optional.of("universe_domain: only Google's own cloud is supported, " + UNIVERSE + ".");
                    }
                }
                default -> {
                    if (!IGNORED.contains(name)) {
                        return Optional.of("It has a member that no key file of a service account has.");
                    }
                }
            }
        }
        return json.nextToken() == null
                ? fault(type, email, keyId, hasKey)
                : Optional.of("Something stands behind the key file's end.");
    }

    private static Optional<String> fault(
            @Nullable String type, @Nullable String email, @Nullable String keyId, boolean hasKey) {
        if (!TYPE.equals(type)) {
            return Optional.of("type: only " + TYPE + " is taken.");
        }
        if (email == null || !EMAIL.matcher(email).matches()) {
            return Optional.of("client_email: it is the address of a service account.");
        }
        if (keyId == null || !KEY_ID.matcher(keyId).matches()) {
            return Optional.of("private_key_id: send it as it stands in the key file.");
        }
        return hasKey
                ? Optional.empty()
                : Optional.of("private_key: it is an RSA key of " + LEAST_BITS + " bits or more in PKCS#8, as PEM.");
    }

    /** PEM, with white space around it at most. */
    private static boolean isRsaKey(byte[] pem) {
        int begin = 0;
        int end = pem.length;
        while (begin < end && pem[begin] <= ' ') {
            begin++;
        }
        while (begin < end && pem[end - 1] <= ' ') {
            end--;
        }
        int body = begin + BEGIN.length;
        int bodyEnd = end - END.length;
        if (body > bodyEnd
                || !Arrays.equals(pem, begin, body, BEGIN, 0, BEGIN.length)
                || !Arrays.equals(pem, bodyEnd, end, END, 0, END.length)) {
            return false;
        }
        byte[] base64 = Arrays.copyOfRange(pem, body, bodyEnd);
        byte @Nullable [] der = null;
        try {
            der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
                            instanceof RSAPrivateKey key
                    && key.getModulus().bitLength() >= LEAST_BITS;
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return false;
        } finally {
            Arrays.fill(base64, (byte) 0);
            if (der != null) {
                Arrays.fill(der, (byte) 0);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
