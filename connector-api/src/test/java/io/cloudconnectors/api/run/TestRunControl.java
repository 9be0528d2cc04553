package io.cloudconnectors.api.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class TestRunControl implements RunControl {
    @Override
    public Start start(String tenant, UUID connectorId) {
        return new Start.NotFound();
    }

    @Override
    public Cancellation cancel(String tenant, UUID connectorId, UUID runId) {
        return Cancellation.NOT_FOUND;
    }
}
