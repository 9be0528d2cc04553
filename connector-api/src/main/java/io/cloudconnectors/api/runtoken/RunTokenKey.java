package io.cloudconnectors.api.runtoken;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The key that run tokens are signed with. It prints as its id. */
final class RunTokenKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int COORDINATE_BYTES = 32;

    private final ECPrivateKey privateKey;
    private final JsonWebKey publicKey;

    private RunTokenKey(ECPrivateKey privateKey, ECPublicKey publicKey) throws GeneralSecurityException {
        this.privateKey = privateKey;
        this.publicKey = JsonWebKey.of(publicKey);
    }

    /**
     * Reads the key.
     *
     * @throws IllegalStateException with a sentence that says what is wrong and how to make a key
     */
    static RunTokenKey read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw refusal("The run token key " + file + " cannot be read.", e);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw refusal("The run token key " + file + " is not an EC P-256 private key in PKCS#8 PEM.", null);
        }
    }

    static IllegalStateException refusal(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalStateException(
                sentence
                        + " Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out run-token.pem"
                        + " and name it in RUN_TOKEN_KEY_FILE.",
                cause);
    }

    private static RunTokenKey parse(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no PRIVATE KEY block");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        if (!P256.isCurveOf(key)) {
            throw new IllegalArgumentException("another curve");
        }
        return new RunTokenKey(key, P256.publicKey(key));
    }

    ECPrivateKey privateKey() {
        return privateKey;
    }

    JsonWebKey publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "RunTokenKey[" + publicKey.kid() + "]";
    }

    /** A public key of RFC 7517; {@code kid} is its thumbprint (RFC 7638). */
    record JsonWebKey(String kty, String crv, String x, String y, String kid, String use, String alg) {
        static JsonWebKey of(ECPublicKey key) throws GeneralSecurityException {
            String x = coordinate(key.getW().getAffineX());
            String y = coordinate(key.getW().getAffineY());
            String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8));
            return new JsonWebKey("EC", "P-256", x, y, encode(digest), "sig", "ES256");
        }

        private static String coordinate(BigInteger value) {
            byte[] minimal = value.toByteArray();
            byte[] padded = new byte[COORDINATE_BYTES];
            int length = Math.min(minimal.length, COORDINATE_BYTES);
            System.arraycopy(minimal, minimal.length - length, padded, COORDINATE_BYTES - length, length);
            return encode(padded);
        }

        private static String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
