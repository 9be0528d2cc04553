package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.PostgresScene;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import java.util.Map;
import javax.sql.DataSource;

class LeaseContractIT extends LeaseContract {
    private static final LeaseConfig CONFIG = Configs.of(LeaseConfig.class, Map.of());

    LeaseContractIT() {
        var scene = new PostgresScene();
        DataSource engine = scene.databases().engine();
        super(
                scene,
                new LeaseRepository(engine, EngineDatabases.JSON, CONFIG, LeaseFixture.gaps()),
                new SweepRepository(engine, EngineDatabases.JSON, CONFIG, DispatchFixture.config(Map.of())),
                OutcomeFixture.ends(engine));
    }
}
