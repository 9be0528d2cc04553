package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.gap.GapsConfig;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Grants leases of a test's own databases, without a container. */
public final class LeaseFixture {
    private final EngineDatabases databases;
    private final LeaseConfig config;
    private final LeaseKeeper keeper;

    /** Under these caps. */
    public LeaseFixture(EngineDatabases databases, int perTenant, int perAccount) {
        this.databases = databases;
        this.config = Configs.of(
                LeaseConfig.class,
                Map.of(
                        "lease.per-tenant", Integer.toString(perTenant),
                        "lease.per-account", Integer.toString(perAccount)));
        this.keeper = keeper(databases.engine(), databases.inventory(), config);
    }

    static LeaseConfig config() {
        return Configs.of(LeaseConfig.class, Map.of());
    }

    static GapsConfig gaps() {
        return Configs.of(GapsConfig.class, Map.of());
    }

    static LeaseKeeper keeper(EngineDatabases databases) {
        return keeper(databases, databases.inventory());
    }

    /** The same, where the fences are kept somewhere else. */
    static LeaseKeeper keeper(EngineDatabases databases, DataSource inventory) {
        return keeper(databases.engine(), inventory, config());
    }

    /** The same, of other connections to the databases. */
    static LeaseKeeper keeper(DataSource engine, DataSource inventory, LeaseConfig config) {
        return new LeaseKeeper(
                new LeaseRepository(engine, EngineDatabases.JSON, config, gaps()),
                new TestLeaseRepository(engine, EngineDatabases.JSON, config),
                new FenceRepository(inventory, EngineDatabases.JSON),
                RunTokenFixture.tokens(),
                config,
                new SimpleMeterRegistry());
    }

    /** Whether a poller that comes with the first attempt of a run gets it. */
    public boolean lease(UUID run) {
        return keeper.lease(run, 1, "poller-a").isPresent();
    }

    /** What one look for room releases. */
    List<OutboxRow> release() {
        return releases().release();
    }

    ReleaseRepository releases() {
        return new ReleaseRepository(
                databases.engine(), EngineDatabases.JSON, config, DispatchFixture.config(Map.of()));
    }

    SweepRepository sweeps() {
        return new SweepRepository(databases.engine(), EngineDatabases.JSON, config, DispatchFixture.config(Map.of()));
    }
}
