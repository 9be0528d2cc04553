package io.cloudconnectors.local.cloud.aws.kms;

import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric key of one account and region. AES-256-GCM as in the real service, with the encryption context authenticated; a
 * ciphertext names its key, the rest of its format is the simulator's own (the real one is not published).
 */
final class KmsKey {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 36;

    private final String account;
    private final String region;
    private final String arn;
    private final String id;
    private final Instant createdAt;
    private final byte[] material = new byte[32];
    private final SecureRandom random = new SecureRandom();
    private volatile boolean enabled = true;

    KmsKey(String account, String region, String partition, String id, Instant createdAt) {
        this.account = account;
        this.region = region;
        this.id = id;
        this.arn = "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + id;
        this.createdAt = createdAt;
        random.nextBytes(material);
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean enabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }

    boolean isIn(String otherAccount, String otherRegion) {
        return account.equals(otherAccount) && region.equals(otherRegion);
    }

    byte[] encrypt(byte[] plain, SortedMap<String, String> context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, plain, 0, context);
        return ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] decrypt(byte[] blob, SortedMap<String, String> context) {
        byte[] nonce = Arrays.copyOfRange(blob, ID_BYTES, ID_BYTES + NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, nonce, blob, ID_BYTES + NONCE_BYTES, context);
    }

    /** The id that a ciphertext names. */
    static String idIn(byte[] blob) {
        if (blob.length <= ID_BYTES + NONCE_BYTES) {
            throw ServiceError.KMS_INVALID_CIPHERTEXT.about("");
        }
        return new String(blob, 0, ID_BYTES, StandardCharsets.US_ASCII);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, int from, SortedMap<String, String> context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(material, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            context.forEach((name, value) -> {
                cipher.updateAAD(sized(name));
                cipher.updateAAD(sized(value));
            });
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException changed) {
            throw ServiceError.KMS_INVALID_CIPHERTEXT.about("");
        }
    }

    private static byte[] sized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
