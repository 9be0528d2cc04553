package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An AES-256-GCM key in memory, as a handle: it seals and opens, is wrapped by the key above it, and zeroed on close. */
final class AeadKey implements AutoCloseable {
    static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    /** One for all threads: a virtual thread would make its own for one nonce. */
    private static final SecureRandom NONCES = new SecureRandom();

    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(AeadKey::cipher);

    private final SecretBytes material;

    AeadKey(SecretBytes material) {
        this.material = material;
    }

    static AeadKey generate(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new AeadKey(SecretBytes.owning(key));
    }

    SecretBytes material() {
        return material;
    }

    byte[] seal(String name, Binding binding, SecretBytes plain) {
        byte[] header = SealedRecord.header(name);
        int body = header.length + NONCE_BYTES;
        byte[] secret = plain.expose();
        byte[] record = new byte[body + secret.length + TAG_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        NONCES.nextBytes(nonce);
        System.arraycopy(header, 0, record, 0, header.length);
        System.arraycopy(nonce, 0, record, header.length, NONCE_BYTES);
        try {
            Cipher cipher = initialised(Cipher.ENCRYPT_MODE, nonce, 0);
            cipher.updateAAD(header);
            cipher.updateAAD(binding.associatedData());
            int _ = cipher.doFinal(secret, 0, secret.length, record, body);
            return record;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had from this JDK", e);
        }
    }

    SecretBytes open(Binding binding, SealedRecord sealed) {
        byte[] record = sealed.stored();
        int body = sealed.from() + NONCE_BYTES;
        try {
            Cipher cipher = initialised(Cipher.DECRYPT_MODE, record, sealed.from());
            cipher.updateAAD(record, 0, sealed.from());
            cipher.updateAAD(binding.associatedData());
            return SecretBytes.owning(cipher.doFinal(record, body, record.length - body));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnsealException();
        }
    }

    private Cipher initialised(int mode, byte[] nonce, int from) throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(
                mode,
                new SecretKeySpec(material.expose(), "AES"),
                new GCMParameterSpec(8 * TAG_BYTES, nonce, from, NONCE_BYTES));
        return cipher;
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had from this JDK", e);
        }
    }

    @Override
    public void close() {
        material.close();
    }
}
