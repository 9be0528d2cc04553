package io.cloudconnectors.api.purge;

import io.cloudconnectors.api.connector.DeletionConfig;
import io.cloudconnectors.api.connector.Purges;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.inventory.InventoryPurgeRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Purges deleted connectors. The secrets go first; a run that still goes is waited for, so that nothing it sends comes
 * after the end. Each step can be done again, so what was interrupted goes on where another instance finds it.
 */
@ApplicationScoped
class Purge implements Purges {
    private static final Logger LOG = Logger.getLogger(Purge.class);

    private final PurgeRepository connectors;
    private final InventoryPurgeRepository inventory;
    private final Vault vault;
    private final DeletionConfig config;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Purge(
            PurgeRepository connectors,
            InventoryPurgeRepository inventory,
            Vault vault,
            DeletionConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.connectors = connectors;
        this.inventory = inventory;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public boolean purge(UUID connectorId) {
        Instant until = clock.instant().plus(config.patience());
        return connectors
                .claim(connectorId, config.retryAfter())
                .map(claimed -> tryToPurge(claimed, () -> clock.instant().isBefore(until)))
                .orElseGet(() -> !connectors.isThere(connectorId));
    }

    /** One round over all that is due. */
    void sweep() {
        connectors.claim(config.batch(), config.retryAfter()).forEach(claimed -> tryToPurge(claimed, () -> true));
    }

    private boolean tryToPurge(PurgeRepository.Claimed connector, BooleanSupplier inTime) {
        try {
            return purge(connector, inTime);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A purge did not get through and is tried again in %d s; connector=%s cause=%s",
                    config.retryAfter().toSeconds(), connector.id(), e);
            return false;
        }
    }

    private boolean purge(PurgeRepository.Claimed connector, BooleanSupplier inTime) {
        vault.shred(new Tenant(connector.tenant()), connector.credentialId());
        if (connectors.isRunning(connector.id())) {
            return false;
        }
        if (!inventory.forget(connector.id(), inTime) || !connectors.forgetRuns(connector, inTime)) {
            connectors.putBack(connector);
            return false;
        }
        connectors.forget(connector);
        meters.counter("connectors.purged").increment();
        LOG.infof("A deleted connector was purged; connector=%s", connector.id());
        return true;
    }
}
