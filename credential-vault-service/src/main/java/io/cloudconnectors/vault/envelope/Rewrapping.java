package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a rotation does with keys: the same key wrapped anew, or a secret under a new data key. Keys are in memory only between
 * two ciphertexts, and nothing here stores anything but what a method says.
 */
@Singleton
public class Rewrapping {
    private final KekRing keks;
    private final TenantKeys tenantKeys;
    private final Envelope envelope;
    private final KeystoreRepository keystore;
    private final RetiredKeys retired;
    private final SecureRandom random = new SecureRandom();

    Rewrapping(
            KekRing keks, TenantKeys tenantKeys, Envelope envelope, KeystoreRepository keystore, RetiredKeys retired) {
        this.keks = keks;
        this.tenantKeys = tenantKeys;
        this.envelope = envelope;
        this.keystore = keystore;
        this.retired = retired;
    }

    /** Names the KEK that wraps now. */
    public String kek() {
        return keks.name();
    }

    /** The name of the tenant key that comes after all that there are or were. */
    public String nextTenantKey(String tenant) {
        return TenantKey.name(tenantKeys.nextVersion(tenant));
    }

    /** The name of the generation of data keys that comes next. */
    public String nextDataKeys(String tenant) {
        return Binding.generationName(keystore.state(tenant).generation() + 1);
    }

    /** The name of a version of a tenant's key. */
    public static String tenantKeyName(int version) {
        return TenantKey.name(version);
    }

    /** The version in a {@linkplain #tenantKeyName name}. */
    public static int tenantKeyVersion(String name) {
        return TenantKey.version(name);
    }

    /** The generation that a name of {@link #nextDataKeys} means. */
    public static int generation(String name) {
        return Binding.generation(name);
    }

    /** The name of data keys of a generation. */
    public static String dataKeys(int generation) {
        return Binding.generationName(generation);
    }

    /** Whether the tenant has keys. */
    public boolean hasKeys(String tenant) {
        return !keystore.tenantKeys(tenant).isEmpty();
    }

    /** The names on the lists of retired keys: a tenant's and the KEKs'. */
    public Set<String> retired(String tenant) {
        return retired.names(tenant);
    }

    /** Puts names onto both lists of retired keys. */
    public void retire(String tenant, List<String> names) {
        retired.retire(tenant, names);
    }

    /** Makes the tenant key of that name, unless there is one; before that, the fingerprint key gets a row of its own. */
    public void makeTenantKey(String tenant, String name) {
        envelope.keepFingerprintKey(tenant);
        tenantKeys.make(tenant, TenantKey.version(name));
    }

    /**
     * A tenant key, wrapped by the KEK that is current.
     *
     * @throws UnsealException when it does not open, or is of an older state
     */
    public byte[] tenantKey(String tenant, int version, byte[] stored) {
        SealedRecord record = SealedRecord.decode(stored);
        byte[] associatedData = SealedRecord.associatedData(record.keyName(), new Binding.TenantKey(tenant, version));
        try (SecretBytes key = SecretBytes.owning(keks.unwrap(record.keyName(), record.ciphertext(), associatedData))) {
            return tenantKeys.wrap(tenant, version, key);
        }
    }

    /** The keystore's own mark, under the KEK that is current. */
    public void renewKekCheck() {
        keystore.replaceKekCheck(KekCheck.seal(keks));
    }

    /** The keys of one tenant, while they are wrapped anew. */
    public Tenant tenant(String tenant, String target) {
        TenantRing ring = tenantKeys.knowing(tenant, TenantKey.version(target));
        try {
            return new Tenant(tenant, ring, ring.named(Rollbacks.Place.TENANT_KEY, target));
        } catch (RuntimeException e) {
            ring.close();
            throw e;
        }
    }

    /** Re-wraps under one tenant key. */
    public static final class Tenant implements AutoCloseable {
        private final String tenant;
        private final TenantRing ring;
        private final TenantKey target;

        private Tenant(String tenant, TenantRing ring, TenantKey target) {
            this.tenant = tenant;
            this.ring = ring;
            this.target = target;
        }

        /**
         * A data key of a credential version.
         *
         * @throws UnsealException when it does not open, or is of an older state
         */
        public byte[] dataKey(UUID credential, int version, int generation, byte[] stored) {
            Binding.DataKey place = new Binding.DataKey(tenant, credential, version, generation);
            try (AeadKey key = Envelope.unwrap(ring, place, SealedRecord.decode(stored))) {
                return target.wrap(place, key.material());
            }
        }

        /** The tenant's fingerprint key. */
        public byte[] fingerprintKey(byte[] stored) {
            Binding.FingerprintKey place = new Binding.FingerprintKey(tenant);
            SealedRecord record = SealedRecord.decode(stored);
            try (SecretBytes key = ring.named(Rollbacks.Place.FINGERPRINT_KEY, record.keyName())
                    .unwrap(place, record)) {
                return target.wrap(place, key);
            }
        }

        @Override
        public void close() {
            ring.close();
        }
    }

    /**
     * A secret under a new data key, which is in the keystore when this returns, beside the old one.
     *
     * @throws UnsealException when the secret does not open
     */
    public byte[] reseal(Binding.Secret binding, byte[] stored, int generation) {
        int older = Binding.generation(SealedRecord.decode(stored).keyName());
        Binding.DataKey place = binding.dataKey(generation);
        try (SecretBytes secret = envelope.open(binding, stored);
                TenantRing ring = tenantKeys.of(binding.tenant());
                AeadKey fresh = AeadKey.generate(random)) {
            TenantKey wrapping = ring.current();
            keystore.addNextDataKey(place, older, wrapping.version(), wrapping.wrap(place, fresh.material()));
            SealedRecord wrapped = SealedRecord.decode(keystore.dataKey(place).orElseThrow(UnsealException::new));
            try (AeadKey dataKey = Envelope.unwrap(ring, place, wrapped)) {
                return dataKey.seal(place.name(), binding, secret);
            }
        }
    }

    /** The generation of a sealed secret. */
    public static int generationOf(byte[] stored) {
        return Binding.generation(SealedRecord.decode(stored).keyName());
    }

    /** Nothing of these keys is in this instance's memory after its last user. */
    public void forget(String tenant) {
        tenantKeys.forget(tenant);
    }

    /** Deletes every key of a tenant: nothing of it opens any more, and nothing is sealed for it. */
    public void shredTenant(String tenant) {
        List<String> names = keystore.shredTenant(tenant);
        retired.retire(tenant, names);
        tenantKeys.forget(tenant);
    }

    /** Lets a shredded tenant have keys again, new ones; false when it was not shredded. */
    public boolean renewTenant(String tenant) {
        return keystore.renewTenant(tenant);
    }
}
