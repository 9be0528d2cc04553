package io.cloudconnectors.vault.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.kek.Kek;
import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.KekRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenant keys in memory: no call of the KEK when warm, and wiped when their time is over. */
class TenantKeysIT {
    private static final Duration KEPT_FOR = Duration.ofSeconds(60);

    private static SwitchedKek kek;
    private static AgroalDataSource keystore;
    private static AgroalDataSource vault;
    private final AtomicLong nanos = new AtomicLong();
    private Keystores.Parts parts;

    @BeforeAll
    static void makeAKek() {
        kek = new SwitchedKek(Keystores.newKek());
        Keystores.recreate();
        keystore = Keystores.keystore();
        vault = Keystores.vault();
    }

    @BeforeEach
    void emptyKeystore() {
        Keystores.empty();
        kek.reachable = true;
        parts = Keystores.instance(KekRing.of(kek), keystore, vault, KEPT_FOR, 2, nanos::get);
    }

    @Test
    void aWarmTenantNeedsNoKekAndAColdOneDoes() {
        Binding.Secret binding = new Binding.Secret("a", UUID.randomUUID(), UUID.randomUUID(), 1);
        byte[] sealed;
        try (SecretBytes secret = SecretBytes.owning(new byte[] {1})) {
            sealed = parts.envelope().seal(binding, secret).record();
        }
        kek.reachable = false;

        for (int time = 0; time < 3; time++) {
            parts.envelope().open(binding, sealed).close();
        }
        nanos.addAndGet(KEPT_FOR.toNanos() + 1);

        assertThatThrownBy(() -> parts.envelope().open(binding, sealed)).isInstanceOf(KekException.class);
    }

    @Test
    void aKeyIsWipedWhenItsTimeIsOverAndNobodyUsesItAnyMore() {
        byte[] key;
        try (TenantRing ring = parts.tenantKeys().ofNew("a")) {
            key = ring.current().material().expose();
            nanos.addAndGet(KEPT_FOR.toNanos() + 1);
            parts.tenantKeys().ofNew("b").close();
            assertThat(key).as("still in use").isNotEqualTo(new byte[AeadKey.BYTES]);
        }

        assertThat(key).isEqualTo(new byte[AeadKey.BYTES]);
    }

    @Test
    void theKeysOfNoMoreThanSoManyTenantsAreKept() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            try (TenantRing ring = parts.tenantKeys().ofNew("tenant-" + i)) {
                keys.add(ring.current().material().expose());
            }
        }

        assertThat(keys)
                .filteredOn(key -> !Arrays.equals(key, new byte[AeadKey.BYTES]))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void instancesThatMakeATenantsFirstKeyAtOnceAgree() {
        Keystores.Parts other = Keystores.instance(KekRing.of(kek), keystore, vault);
        parts.tenantKeys().make("a", 1);
        other.tenantKeys().make("a", 1);

        try (TenantRing one = parts.tenantKeys().ofNew("a");
                TenantRing two = other.tenantKeys().ofNew("a")) {
            assertThat(one.current().material().expose())
                    .isEqualTo(two.current().material().expose());
        }
    }

    /** A KEK that can be taken away. */
    private static final class SwitchedKek implements Kek {
        private final Kek kek;
        private volatile boolean reachable = true;

        SwitchedKek(Kek kek) {
            this.kek = kek;
        }

        @Override
        public String name() {
            return kek.name();
        }

        @Override
        public boolean opens(String name) {
            return kek.opens(name);
        }

        @Override
        public byte[] wrap(byte[] plain, byte[] associatedData) {
            return kek.wrap(plain, associatedData);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
            if (!reachable) {
                throw new KekException("away");
            }
            return kek.unwrap(wrapped, associatedData);
        }
    }
}
