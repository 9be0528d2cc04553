package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.UnsealException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells of records that name a retired key: somebody put an older state back. They open for nobody. */
@Singleton
class Rollbacks {
    private static final Logger LOG = Logger.getLogger(Rollbacks.class);

    private final MeterRegistry metrics;

    Rollbacks(MeterRegistry metrics) {
        this.metrics = metrics;
        // Told from the start, so that the first one is an increase.
        for (Place place : Place.values()) {
            var _ = counter(place);
        }
    }

    private Counter counter(Place place) {
        return metrics.counter("vault.rollbacks", "record", place.name());
    }

    /** Where the record was found. */
    enum Place {
        TENANT_KEY,
        DATA_KEY,
        FINGERPRINT_KEY,
        CREDENTIAL_VERSION
    }

    /** Counts and logs; what is to be thrown says no more than for anything else that does not open. */
    UnsealException found(Place place, String tenant, String keyName) {
        counter(place).increment();
        LOG.errorf(
                "A record under a retired key was put back: it is served to nobody. Look for who wrote the database, then restore"
                        + " the row of the present (record %s, tenant %s, key %s)",
                place, tenant, keyName);
        return new UnsealException();
    }
}
