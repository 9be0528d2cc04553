package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.audit.Provenance;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.kafka.KafkaClients;
import io.cloudconnectors.api.run.RunControl;
import java.util.Map;

/** The dispatch without a container. */
public final class DispatchFixture {
    private DispatchFixture() {}

    public static DispatchConfig config(Map<String, String> values) {
        return Configs.of(DispatchConfig.class, values);
    }

    /** What clients may do to runs, with messages that this relay sends. */
    static RunControl runs(EngineDatabases databases, OutboxRelay relay) {
        return new RunQueue(
                new RunQueueRepository(
                        databases.engine(), EngineDatabases.JSON, () -> Provenance.PLATFORM, config(Map.of())),
                relay);
    }

    public static OutboxRelay relay(EngineDatabases databases, KafkaClients clients) {
        return new OutboxRelay(
                clients, new OutboxRepository(databases.engine(), EngineDatabases.JSON, config(Map.of())));
    }
}
