package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.sql.DataSource;

/** Grants leases of a test's own databases. */
final class LeaseFixture {
    private LeaseFixture() {}

    static LeaseConfig config() {
        return Configs.of(LeaseConfig.class, Map.of());
    }

    static LeaseKeeper keeper(EngineDatabases databases) {
        return keeper(databases, databases.inventory());
    }

    /** The same, where the fences are kept somewhere else. */
    static LeaseKeeper keeper(EngineDatabases databases, DataSource inventory) {
        LeaseConfig config = config();
        return new LeaseKeeper(
                new LeaseRepository(databases.engine(), EngineDatabases.JSON, config),
                new TestLeaseRepository(databases.engine(), EngineDatabases.JSON, config),
                new FenceRepository(inventory, EngineDatabases.JSON),
                RunTokenFixture.tokens(),
                config,
                new SimpleMeterRegistry());
    }
}
