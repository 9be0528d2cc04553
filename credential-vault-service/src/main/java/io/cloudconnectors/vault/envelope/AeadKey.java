package io.cloudconnectors.vault.envelope;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.cloudconnectors.vault.kek.UnsealException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** An AES-256-GCM key in memory, as a handle: it seals and opens, is wrapped by the key above it, and zeroed on close. */
final class AeadKey implements AutoCloseable {
    static final int BYTES = 32;
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
        try {
            byte[] ciphertext = new AesGcmJce(material.expose())
                    .encrypt(plain.expose(), SealedRecord.associatedData(name, binding));
            return new SealedRecord(name, ciphertext).encode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had from this JDK", e);
        }
    }

    SecretBytes open(Binding binding, SealedRecord sealed) {
        try {
            return SecretBytes.owning(new AesGcmJce(material.expose())
                    .decrypt(sealed.ciphertext(), SealedRecord.associatedData(sealed.keyName(), binding)));
        } catch (GeneralSecurityException e) {
            throw new UnsealException();
        }
    }

    @Override
    public void close() {
        material.close();
    }
}
