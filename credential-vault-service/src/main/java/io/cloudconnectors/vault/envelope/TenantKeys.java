package io.cloudconnectors.vault.envelope;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.KekRing;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The tenants' keys, unwrapped and in memory for a short time, so that a reveal needs the KEK only for a tenant that was not
 * seen for that long. What another instance retires or shreds is used here until then at most; the data keys themselves are
 * read from the keystore each time, so that a shredded credential is gone at once everywhere.
 */
@Singleton
public class TenantKeys {
    private final KekRing keks;
    private final KeystoreRepository keystore;
    private final RetiredKeys retired;
    private final Rollbacks rollbacks;
    private final Cache<String, TenantRing> rings;
    private final SecureRandom random = new SecureRandom();

    @Inject
    TenantKeys(
            KekRing keks,
            KeystoreRepository keystore,
            RetiredKeys retired,
            Rollbacks rollbacks,
            @ConfigProperty(name = "vault.tenant-keys.kept-for", defaultValue = "60S") Duration keptFor,
            @ConfigProperty(name = "vault.tenant-keys.kept-at-most", defaultValue = "10000") int keptAtMost) {
        this(keks, keystore, retired, rollbacks, keptFor, keptAtMost, Ticker.systemTicker());
    }

    TenantKeys(
            KekRing keks,
            KeystoreRepository keystore,
            RetiredKeys retired,
            Rollbacks rollbacks,
            Duration keptFor,
            int keptAtMost,
            Ticker ticker) {
        this.keks = keks;
        this.keystore = keystore;
        this.retired = retired;
        this.rollbacks = rollbacks;
        this.rings = Caffeine.newBuilder()
                .maximumSize(keptAtMost)
                .expireAfterWrite(keptFor)
                .ticker(ticker)
                // Wiped when its time is over, not when somebody looks.
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .removalListener((@Nullable String _, @Nullable TenantRing ring, RemovalCause _) -> {
                    if (ring != null) {
                        ring.close();
                    }
                })
                .build();
    }

    /**
     * The keys of a tenant that has some; to be closed.
     *
     * @throws UnsealException when it has none
     */
    TenantRing of(String tenant) {
        for (TenantRing ring = cached(tenant); ring != null; ring = cached(tenant)) {
            if (ring.acquire()) {
                return ring;
            }
        }
        throw new UnsealException();
    }

    /** As {@link #of(String)}, read anew when the version that a record names is not known here. */
    TenantRing knowing(String tenant, int version) {
        TenantRing ring = of(tenant);
        if (ring.has(version)) {
            return ring;
        }
        ring.close();
        forget(tenant);
        return of(tenant);
    }

    /**
     * The keys of a tenant, its first one made when it has none; to be closed.
     *
     * @throws ProblemException TENANT_SHREDDED when it had some
     */
    TenantRing ofNew(String tenant) {
        if (cached(tenant) == null) {
            SortedMap<Integer, byte[]> none = keystore.tenantKeys(tenant);
            if (none.isEmpty()) {
                requireNotShredded(tenant);
                make(tenant, firstVersion(tenant));
            }
        }
        try {
            return of(tenant);
        } catch (UnsealException notMade) {
            requireNotShredded(tenant);
            throw new KekException("The KEK " + keks.name()
                    + " was retired by a rotation. Give this instance the KEK that is" + " current");
        }
    }

    private void requireNotShredded(String tenant) {
        if (keystore.state(tenant).shredded()) {
            throw new ProblemException(
                    ProblemCode.TENANT_SHREDDED,
                    "Nothing is sealed for this tenant until an operator lets it have keys again.");
        }
    }

    /** Makes a version of a tenant's key, unless there is one. */
    void make(String tenant, int version) {
        try (TenantKey key = TenantKey.generate(version, random)) {
            byte[] wrapped = wrap(tenant, version, key.material());
            keystore.addTenantKey(tenant, version, keks.name(), wrapped);
        }
        forget(tenant);
    }

    /** By the KEK that wraps now. */
    byte[] wrap(String tenant, int version, SecretBytes key) {
        String kek = keks.name();
        byte[] associatedData = SealedRecord.associatedData(kek, new Binding.TenantKey(tenant, version));
        return new SealedRecord(kek, keks.wrap(key.expose(), associatedData)).encode();
    }

    /** After the highest that there is or was: a retired name is never given again. */
    int nextVersion(String tenant) {
        SortedMap<Integer, byte[]> present = keystore.tenantKeys(tenant);
        return Math.max(firstVersion(tenant), present.isEmpty() ? 1 : present.lastKey() + 1);
    }

    private int firstVersion(String tenant) {
        return 1
                + retired.names(tenant).stream()
                        .filter(name -> name.startsWith(
                                TenantKey.name(0).substring(0, TenantKey.name(0).length() - 1)))
                        .mapToInt(TenantKey::version)
                        .max()
                        .orElse(0);
    }

    /** Wipes what this instance holds of a tenant, once nobody uses it. */
    void forget(String tenant) {
        rings.invalidate(tenant);
    }

    /** Whether there is a tenant of which something opens without asking the KEK. */
    boolean isWarm() {
        return rings.asMap().values().stream().anyMatch(TenantRing::isUnwrapped);
    }

    /** Wipes what this instance holds. */
    public void forgetAll() {
        rings.invalidateAll();
    }

    private @Nullable TenantRing cached(String tenant) {
        return rings.get(tenant, this::load);
    }

    /** Null, and so not kept, for a tenant without keys. */
    private @Nullable TenantRing load(String tenant) {
        SortedMap<Integer, byte[]> keys = keystore.tenantKeys(tenant);
        if (keys.isEmpty()) {
            return null;
        }
        Set<String> gone = retired.names(tenant);
        int generation = keystore.state(tenant).generation();
        return new TenantRing(tenant, keys, gone, generation, keks, rollbacks);
    }
}
