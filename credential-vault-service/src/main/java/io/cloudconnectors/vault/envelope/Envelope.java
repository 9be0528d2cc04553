package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.UnsealException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Seals secrets: a data key of its own for each, wrapped by its tenant's key, which the KEK wraps.
 *
 * <p>The keystore and the ciphertexts are two databases without a common transaction, so the key is stored first: a crash
 * in between leaves a key that opens nothing, and the same version sealed again takes that key up.
 */
@ApplicationScoped
public class Envelope {
    private final Kek kek;
    private final KeystoreRepository keystore;
    private final SecureRandom random = new SecureRandom();

    Envelope(Kek kek, KeystoreRepository keystore) {
        this.kek = kek;
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
        try (TenantKey tenantKey = tenantKey(binding.tenant());
                AeadKey dataKey = dataKeyForSealing(binding.dataKey(), tenantKey)) {
            return new Sealed(dataKey.seal("data-key", binding, secret), tenantKey.fingerprint(secret));
        }
    }

    /**
     * Opens what {@link #seal} made; the caller closes it.
     *
     * @throws UnsealException when it does not open here, also after its key was shredded
     */
    public SecretBytes open(Binding.Secret binding, byte[] record) {
        SealedRecord wrapped =
                SealedRecord.decode(keystore.dataKey(binding.dataKey()).orElseThrow(UnsealException::new));
        try (TenantKey tenantKey = tenantKey(binding.tenant(), TenantKey.version(wrapped.keyName()));
                AeadKey dataKey = tenantKey.unwrap(binding.dataKey(), wrapped)) {
            return dataKey.open(binding, SealedRecord.decode(record));
        }
    }

    /** Deletes the data keys of every version of a credential; its ciphertexts never open again. */
    public void shred(String tenant, UUID credential) {
        keystore.deleteDataKeys(tenant, credential);
    }

    /** Deletes the data key of one version; its ciphertext never opens again. */
    public void shredVersion(String tenant, UUID credential, int version) {
        keystore.deleteDataKey(new Binding.DataKey(tenant, credential, version));
    }

    private AeadKey dataKeyForSealing(Binding.DataKey binding, TenantKey tenantKey) {
        if (keystore.dataKey(binding).isEmpty()) {
            try (AeadKey fresh = AeadKey.generate(random)) {
                keystore.addDataKey(binding, tenantKey.wrap(binding, fresh));
            }
        }
        SealedRecord wrapped = SealedRecord.decode(keystore.dataKey(binding).orElseThrow(UnsealException::new));
        try (TenantKey wrapping = tenantKey(binding.tenant(), TenantKey.version(wrapped.keyName()))) {
            return wrapping.unwrap(binding, wrapped);
        }
    }

    private TenantKey tenantKey(String tenant) {
        if (keystore.currentTenantKey(tenant).isEmpty()) {
            try (TenantKey first = TenantKey.generate(1, random)) {
                keystore.addTenantKey(tenant, 1, wrap(new Binding.TenantKey(tenant, 1), first));
            }
        }
        return unwrap(tenant, keystore.currentTenantKey(tenant).orElseThrow(UnsealException::new));
    }

    private TenantKey tenantKey(String tenant, int version) {
        return unwrap(tenant, keystore.tenantKey(tenant, version).orElseThrow(UnsealException::new));
    }

    private byte[] wrap(Binding.TenantKey binding, TenantKey key) {
        byte[] associatedData = SealedRecord.associatedData(kek.name(), binding);
        return new SealedRecord(kek.name(), kek.wrap(key.material().expose(), associatedData)).encode();
    }

    private TenantKey unwrap(String tenant, KeystoreRepository.WrappedTenantKey stored) {
        SealedRecord wrapped = SealedRecord.decode(stored.wrapped());
        byte[] associatedData =
                SealedRecord.associatedData(wrapped.keyName(), new Binding.TenantKey(tenant, stored.version()));
        return new TenantKey(stored.version(), SecretBytes.owning(kek.unwrap(wrapped.ciphertext(), associatedData)));
    }
}
