package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Seals secrets: a data key of its own for each, wrapped by its tenant's key, which the KEK wraps.
 *
 * <p>The keystore and the ciphertexts are two databases without a common transaction, so the key is stored first: a crash
 * in between leaves a key that opens nothing, and the same version sealed again takes that key up.
 */
@ApplicationScoped
public class Envelope {
    private final TenantKeys tenantKeys;
    private final KeystoreRepository keystore;
    private final SecureRandom random = new SecureRandom();

    Envelope(TenantKeys tenantKeys, KeystoreRepository keystore) {
        this.tenantKeys = tenantKeys;
        this.keystore = keystore;
    }

    /**
     * A sealed secret.
     *
     * @param record opens with {@link #open} and the same binding only
     * @param fingerprint hex; equal for equal secrets of one tenant
     */
    public record Sealed(byte[] record, String fingerprint) {}

    /** Seals a secret under its version's own data key, which is in the keystore when this returns. */
    public Sealed seal(Binding.Secret binding, SecretBytes secret) {
        return withKeysOfToday(binding.tenant(), () -> sealWithKeysInMemory(binding, secret));
    }

    /** Once more with the keys from the keystore, when those in memory are of before a rotation. */
    private <T> T withKeysOfToday(String tenant, Supplier<T> work) {
        try {
            return work.get();
        } catch (KeyWentAway rotatedMeanwhile) {
            tenantKeys.forget(tenant);
            try {
                return work.get();
            } catch (KeyWentAway again) {
                throw new UnsealException();
            }
        }
    }

    private Sealed sealWithKeysInMemory(Binding.Secret binding, SecretBytes secret) {
        try (TenantRing ring = tenantKeys.ofNew(binding.tenant())) {
            Binding.DataKey place = binding.dataKey(ring.generation());
            try (AeadKey dataKey = dataKeyForSealing(place, ring)) {
                byte[] record = dataKey.seal(place.name(), binding, secret);
                return new Sealed(record, Fingerprints.of(secret, fingerprintKey(ring, binding.tenant())));
            }
        }
    }

    /**
     * Opens what {@link #seal} made; the caller closes it.
     *
     * @throws UnsealException when it does not open here, also after its key was shredded
     */
    public SecretBytes open(Binding.Secret binding, byte[] stored) {
        SealedRecord record = SealedRecord.decode(stored);
        Binding.DataKey place = binding.dataKey(Binding.generation(record.keyName()));
        try (TenantRing ring = tenantKeys.of(binding.tenant())) {
            ring.requireNotRetired(Rollbacks.Place.CREDENTIAL_VERSION, record.keyName());
        }
        SealedRecord wrapped = SealedRecord.decode(keystore.dataKey(place).orElseThrow(UnsealException::new));
        try (TenantRing ring = tenantKeys.knowing(binding.tenant(), TenantKey.version(wrapped.keyName()));
                AeadKey dataKey = unwrap(ring, place, wrapped)) {
            return dataKey.open(binding, record);
        }
    }

    /** Deletes the data keys of every version of a credential; its ciphertexts never open again. */
    public void shred(String tenant, UUID credential) {
        keystore.deleteDataKeys(tenant, credential);
    }

    /** Deletes the data key of one version; its ciphertext never opens again. */
    public void shredVersion(String tenant, UUID credential, int version) {
        keystore.deleteDataKeysOfVersion(tenant, credential, version);
    }

    static AeadKey unwrap(TenantRing ring, Binding.DataKey place, SealedRecord wrapped) {
        TenantKey wrapping = ring.named(Rollbacks.Place.DATA_KEY, wrapped.keyName());
        return new AeadKey(wrapping.unwrap(place, wrapped));
    }

    private AeadKey dataKeyForSealing(Binding.DataKey place, TenantRing ring) {
        if (keystore.dataKey(place).isEmpty()) {
            AeadKey fresh = AeadKey.generate(random);
            boolean kept = false;
            try {
                TenantKey wrapping = ring.current();
                kept = keystore.addDataKey(place, wrapping.version(), wrapping.wrap(place, fresh.material()));
                if (kept) {
                    return fresh;
                }
            } finally {
                if (!kept) {
                    fresh.close();
                }
            }
        }
        SealedRecord wrapped = SealedRecord.decode(keystore.dataKey(place).orElseThrow(KeyWentAway::new));
        if (!ring.has(TenantKey.version(wrapped.keyName()))) {
            throw new KeyWentAway();
        }
        return unwrap(ring, place, wrapped);
    }

    /** The tenant key or the generation that was to be used was retired meanwhile: the ring is out of date. */
    private static final class KeyWentAway extends RuntimeException {
        KeyWentAway() {
            super("The tenant's keys were rotated meanwhile", null, false, false);
        }
    }

    private SecretBytes fingerprintKey(TenantRing ring, String tenant) {
        return ring.fingerprintKey(() -> {
            if (keystore.fingerprintKey(tenant).isEmpty()) {
                addFingerprintKey(ring, tenant);
            }
            SealedRecord wrapped =
                    SealedRecord.decode(keystore.fingerprintKey(tenant).orElseThrow(KeyWentAway::new));
            ring.requireNotRetired(Rollbacks.Place.FINGERPRINT_KEY, wrapped.keyName());
            if (!ring.has(TenantKey.version(wrapped.keyName()))) {
                throw new KeyWentAway();
            }
            return ring.named(Rollbacks.Place.FINGERPRINT_KEY, wrapped.keyName())
                    .unwrap(new Binding.FingerprintKey(tenant), wrapped);
        });
    }

    /** What a key of the first release has for it, or a new one. */
    private void addFingerprintKey(TenantRing ring, String tenant) {
        TenantKey wrapping = ring.current();
        try (SecretBytes key = wrapping.fingerprintHalf()
                .orElseGet(() -> AeadKey.generate(random).material())) {
            byte[] wrapped = wrapping.wrap(new Binding.FingerprintKey(tenant), key);
            keystore.addFingerprintKey(tenant, wrapping.version(), wrapped);
        }
    }

    /** Makes sure that a tenant has its fingerprint key, before the tenant key that may hold it goes. */
    void keepFingerprintKey(String tenant) {
        var _ = withKeysOfToday(tenant, () -> {
            try (TenantRing ring = tenantKeys.of(tenant)) {
                return fingerprintKey(ring, tenant);
            }
        });
    }
}
