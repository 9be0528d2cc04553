package io.cloudconnectors.poller.credential;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Jackson's buffers are kept for nobody: what the vault is sent or sends would stay in them until somebody writes over it. */
@Singleton
class UnsharedBuffers implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        var _ = mapper.getFactory().setRecyclerPool(JsonRecyclerPools.nonRecyclingPool());
    }
}
