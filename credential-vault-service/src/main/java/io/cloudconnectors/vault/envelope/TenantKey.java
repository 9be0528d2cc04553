package io.cloudconnectors.vault.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** One version of a tenant's key: it wraps the tenant's data keys and its fingerprint key. */
final class TenantKey implements AutoCloseable {
    private static final String NAME = "tenant-key/";

    private final int version;
    private final SecretBytes material;

    TenantKey(int version, SecretBytes material) {
        this.version = version;
        this.material = material;
    }

    static TenantKey generate(int version, SecureRandom random) {
        byte[] key = new byte[AeadKey.BYTES];
        random.nextBytes(key);
        return new TenantKey(version, SecretBytes.owning(key));
    }

    static String name(int version) {
        return NAME + version;
    }

    /**
     * The version in a {@link #name}.
     *
     * @throws io.cloudconnectors.vault.kek.UnsealException when it is no such name
     */
    static int version(String name) {
        return Binding.number(name, NAME);
    }

    int version() {
        return version;
    }

    SecretBytes material() {
        return material;
    }

    byte[] wrap(Binding binding, SecretBytes key) {
        try (AeadKey wrapping = wrappingKey()) {
            return wrapping.seal(name(version), binding, key);
        }
    }

    SecretBytes unwrap(Binding binding, SealedRecord wrapped) {
        try (AeadKey wrapping = wrappingKey()) {
            return wrapping.open(binding, wrapped);
        }
    }

    /** The second half of a key of the first release, which fingerprints were made with; the caller closes it. */
    Optional<SecretBytes> fingerprintHalf() {
        return material.expose().length == 2 * AeadKey.BYTES
                ? Optional.of(
                        SecretBytes.owning(Arrays.copyOfRange(material.expose(), AeadKey.BYTES, 2 * AeadKey.BYTES)))
                : Optional.empty();
    }

    private AeadKey wrappingKey() {
        return new AeadKey(SecretBytes.owning(Arrays.copyOf(material.expose(), AeadKey.BYTES)));
    }

    @Override
    public void close() {
        material.close();
    }
}
