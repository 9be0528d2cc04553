package io.cloudconnectors.api.result;

import io.cloudconnectors.api.memory.MemoryScene;
import io.cloudconnectors.api.outcome.MemoryRunEnds;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import java.util.Map;

class MemoryResultsTest extends ResultContract {
    MemoryResultsTest() {
        var scene = new MemoryScene();
        super(
                scene,
                new Ports(
                        scene.inventory,
                        scene.inventory,
                        scene.inventory,
                        new MemorySliceResults(scene.tables),
                        new MemoryRunEnds(
                                scene.tables, OutcomeFixture.config(Map.of()).pace())));
    }
}
