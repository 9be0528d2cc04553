package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The keys of one tenant as they were when the ring was loaded, unwrapped when first used. Whoever uses it closes it; when the
 * cache has let go of it and the last user too, the keys are wiped.
 */
final class TenantRing implements AutoCloseable {
    private final String tenant;
    private final SortedMap<Integer, byte[]> wrapped;
    private final Set<String> retired;
    private final int generation;
    private final KekRing keks;
    private final Rollbacks rollbacks;
    private final ConcurrentMap<Integer, TenantKey> unwrapped = new ConcurrentHashMap<>();
    /** At most one; apart, because loading it needs the tenant key. */
    private final ConcurrentMap<String, SecretBytes> fingerprintKey = new ConcurrentHashMap<>();

    private final AtomicInteger users = new AtomicInteger(1);

    TenantRing(
            String tenant,
            SortedMap<Integer, byte[]> wrapped,
            Set<String> retired,
            int generation,
            KekRing keks,
            Rollbacks rollbacks) {
        this.tenant = tenant;
        this.wrapped = wrapped;
        this.retired = retired;
        this.generation = generation;
        this.keks = keks;
        this.rollbacks = rollbacks;
    }

    /** False when it was wiped already: load another. */
    boolean acquire() {
        return users.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
    }

    /**
     * The key that wraps what is new.
     *
     * @throws UnsealException when it was put back from an older state
     */
    TenantKey current() {
        return named(Rollbacks.Place.TENANT_KEY, TenantKey.name(wrapped.lastKey()));
    }

    boolean has(int version) {
        return wrapped.containsKey(version);
    }

    /** Whether one of the keys is in memory as it is. */
    boolean isUnwrapped() {
        return !unwrapped.isEmpty();
    }

    /** The generation of data keys that are made now. */
    int generation() {
        return generation;
    }

    /**
     * The key that a record names.
     *
     * @throws UnsealException when the record is of an older state, or there is no such key
     */
    TenantKey named(Rollbacks.Place record, String name) {
        requireNotRetired(record, name);
        return key(TenantKey.version(name));
    }

    void requireNotRetired(Rollbacks.Place record, String name) {
        if (retired.contains(name)) {
            throw rollbacks.found(record, tenant, name);
        }
    }

    private TenantKey key(int version) {
        return unwrapped.computeIfAbsent(version, this::unwrap);
    }

    private TenantKey unwrap(int version) {
        byte[] stored = wrapped.get(version);
        if (stored == null) {
            throw new UnsealException();
        }
        SealedRecord record = SealedRecord.decode(stored);
        requireNotRetired(Rollbacks.Place.TENANT_KEY, record.keyName());
        byte[] associatedData = SealedRecord.associatedData(record.keyName(), new Binding.TenantKey(tenant, version));
        return new TenantKey(
                version, SecretBytes.owning(keks.unwrap(record.keyName(), record.ciphertext(), associatedData)));
    }

    /** The fingerprint key, from its row when it is first asked for; not to be closed by the caller. */
    SecretBytes fingerprintKey(Supplier<SecretBytes> load) {
        return fingerprintKey.computeIfAbsent(tenant, none -> load.get());
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            unwrapped.values().forEach(TenantKey::close);
            fingerprintKey.values().forEach(SecretBytes::close);
        }
    }
}
