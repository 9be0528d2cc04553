package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A tenant's key: one half wraps its data keys, the other makes fingerprints, so that neither use weakens the other. */
final class TenantKey implements AutoCloseable {
    private static final String MAC = "HmacSHA256";
    private static final int FINGERPRINT_BYTES = 8;

    private final int version;
    private final SecretBytes material;

    TenantKey(int version, SecretBytes material) {
        this.version = version;
        this.material = material;
    }

    static TenantKey generate(int version, SecureRandom random) {
        byte[] key = new byte[2 * AeadKey.BYTES];
        random.nextBytes(key);
        return new TenantKey(version, SecretBytes.owning(key));
    }

    static String name(int version) {
        return "tenant-key/" + version;
    }

    /** The version in a {@link #name}. */
    static int version(String name) {
        try {
            return Integer.parseInt(name.substring(name.indexOf('/') + 1));
        } catch (NumberFormatException notOurs) {
            throw new UnsealException();
        }
    }

    SecretBytes material() {
        return material;
    }

    byte[] wrap(Binding.DataKey binding, AeadKey dataKey) {
        try (AeadKey wrapping = wrappingKey()) {
            return wrapping.seal(name(version), binding, dataKey.material());
        }
    }

    AeadKey unwrap(Binding.DataKey binding, SealedRecord wrapped) {
        try (AeadKey wrapping = wrappingKey()) {
            return new AeadKey(wrapping.open(binding, wrapped));
        }
    }

    /** Hex; equal for equal secrets of this tenant, and of no use to anybody without the key. */
    String fingerprint(SecretBytes secret) {
        byte[] key = Arrays.copyOfRange(material.expose(), AeadKey.BYTES, 2 * AeadKey.BYTES);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return HexFormat.of().formatHex(mac.doFinal(secret.expose()), 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is not to be had from this JDK", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private AeadKey wrappingKey() {
        return new AeadKey(SecretBytes.owning(Arrays.copyOf(material.expose(), AeadKey.BYTES)));
    }

    @Override
    public void close() {
        material.close();
    }
}
