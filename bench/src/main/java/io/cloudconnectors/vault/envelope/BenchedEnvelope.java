package io.cloudconnectors.vault.envelope;

import com.github.benmanes.caffeine.cache.Ticker;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.time.SystemClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;

/**
 * The production envelope as a benchmark needs it: in the package of what it measures, so that nothing of the product is opened up
 * for a benchmark.
 */
public final class BenchedEnvelope {
    private final TenantKeys tenantKeys;
    private final Envelope envelope;
    private final Rewrapping rewrapping;
    private final SecureRandom random = new SecureRandom();

    public BenchedEnvelope(KekRing keks, AgroalDataSource keystore, AgroalDataSource vault, Duration keptFor) {
        KeystoreRepository repository = new KeystoreRepository(keystore, new SystemClock().clock());
        RetiredKeys retired = new RetiredKeys(keystore, vault);
        tenantKeys = new TenantKeys(
                keks,
                repository,
                retired,
                new Rollbacks(new SimpleMeterRegistry()),
                keptFor,
                10_000,
                Ticker.systemTicker());
        envelope = new Envelope(tenantKeys, repository);
        rewrapping = new Rewrapping(keks, tenantKeys, envelope, repository, retired);
    }

    public Envelope envelope() {
        return envelope;
    }

    public Rewrapping rewrapping() {
        return rewrapping;
    }

    /** A data key as sealing makes it, wrapped by the tenant's current key; for loading many at once. */
    public byte[] wrappedDataKey(String tenant, UUID credential) {
        try (TenantRing ring = tenantKeys.ofNew(tenant);
                AeadKey key = AeadKey.generate(random)) {
            return ring.current().wrap(new Binding.DataKey(tenant, credential, 1, 1), key.material());
        }
    }

    /**
     * What {@link Envelope} does with keys and secrets when it seals and opens, without what it stores and looks up, and without
     * the fingerprint of a write, which is no encryption.
     */
    public static final class Cryptography implements AutoCloseable {
        private final SecureRandom random = new SecureRandom();
        private final TenantKey tenantKey = TenantKey.generate(1, random);
        private final Binding.Secret binding = new Binding.Secret("acme", UUID.randomUUID(), UUID.randomUUID(), 1);

        /** Seals under a new data key, and opens again, as the next request does: from the two records. */
        public int sealAndOpen(byte[] secret) {
            Binding.DataKey place = binding.dataKey(1);
            byte[] wrapped;
            byte[] sealed;
            try (AeadKey dataKey = AeadKey.generate(random)) {
                wrapped = tenantKey.wrap(place, dataKey.material());
                sealed = dataKey.seal(place.name(), binding, SecretBytes.owning(secret));
            }
            try (AeadKey dataKey = new AeadKey(tenantKey.unwrap(place, SealedRecord.decode(wrapped)));
                    SecretBytes opened = dataKey.open(binding, SealedRecord.decode(sealed))) {
                return opened.expose().length;
            }
        }

        /** What is authenticated beside a data key and beside a secret. */
        public byte[][] associatedData() {
            return new byte[][] {
                SealedRecord.associatedData(TenantKey.name(1), binding.dataKey(1)),
                SealedRecord.associatedData(Binding.generationName(1), binding)
            };
        }

        @Override
        public void close() {
            tenantKey.close();
        }
    }
}
