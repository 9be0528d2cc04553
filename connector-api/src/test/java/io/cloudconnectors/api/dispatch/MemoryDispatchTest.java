package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.memory.MemoryScene;

class MemoryDispatchTest extends DispatchContract {
    MemoryDispatchTest() {
        var scene = new MemoryScene();
        var dispatch = new MemoryDispatch(scene.tables, CONFIG);
        super(scene, dispatch, dispatch, dispatch);
    }
}
