package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.memory.MemoryScene;
import io.cloudconnectors.api.outcome.MemoryRunEnds;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import java.util.Map;

class MemoryLeasesTest extends LeaseContract {
    MemoryLeasesTest() {
        var scene = new MemoryScene();
        var leases = new MemoryLeases(
                scene.tables, Configs.of(LeaseConfig.class, Map.of()), DispatchFixture.config(Map.of()));
        super(
                scene,
                leases,
                leases,
                new MemoryRunEnds(scene.tables, OutcomeFixture.config(Map.of()).pace()));
    }
}
