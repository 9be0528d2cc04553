package io.cloudconnectors.api.inventory;

import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exports inventories. Each batch is a transaction of its own, which has ended when the batch is sent. Made at the start, so
 * that its figure is there before the first export.
 */
@Startup
@ApplicationScoped
class AssetExports {
    /** How many are on their way to their clients. */
    static final String GOING = "asset.exports";

    private final TenantTransactions inventory;
    private final AssetReadRepository assets;
    private final AtomicInteger going;

    AssetExports(
            @DataSource("inventory-api") TenantTransactions inventory,
            AssetReadRepository assets,
            MeterRegistry meters) {
        this.inventory = inventory;
        this.assets = assets;
        this.going = meters.gauge(GOING, new AtomicInteger());
    }

    /** Begins to read. */
    AssetExport open(Tenant tenant, UUID connectorId, AssetFilter filter) {
        return AssetExport.open(
                (last, most) -> inventory.call(tenant, () -> assets.after(tenant, connectorId, filter, last, most)));
    }

    /**
     * Reads on and writes, until all is written.
     *
     * @throws IOException when the client is gone
     */
    void write(AssetExport export, AssetFormat format, OutputStream out) throws IOException {
        going.incrementAndGet();
        try {
            export.write(format, out);
        } finally {
            going.decrementAndGet();
        }
    }
}
