package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.audit.Provenance;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.PostgresScene;
import javax.sql.DataSource;

class DispatchContractIT extends DispatchContract {
    DispatchContractIT() {
        var scene = new PostgresScene();
        DataSource engine = scene.databases().engine();
        super(
                scene,
                new ClaimRepository(engine, EngineDatabases.JSON, CONFIG),
                new OutboxRepository(engine, EngineDatabases.JSON, CONFIG),
                new RunQueueRepository(engine, EngineDatabases.JSON, () -> Provenance.PLATFORM, CONFIG));
    }
}
