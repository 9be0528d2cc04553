package io.cloudconnectors.api.result;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.PostgresScene;
import io.cloudconnectors.api.inventory.FenceRepository;
import io.cloudconnectors.api.inventory.SliceMergeRepository;
import io.cloudconnectors.api.inventory.StagingRepository;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import javax.sql.DataSource;

class ResultContractIT extends ResultContract {
    ResultContractIT() {
        var scene = new PostgresScene();
        super(scene, ports(scene.databases().engine(), scene.databases().inventory()));
    }

    private static Ports ports(DataSource engine, DataSource inventory) {
        return new Ports(
                new FenceRepository(inventory, EngineDatabases.JSON),
                new StagingRepository(inventory, EngineDatabases.JSON),
                new SliceMergeRepository(inventory, EngineDatabases.JSON),
                new SliceResultRepository(engine, EngineDatabases.JSON),
                OutcomeFixture.ends(engine));
    }
}
