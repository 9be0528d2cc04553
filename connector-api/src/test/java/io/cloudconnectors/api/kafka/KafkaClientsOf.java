package io.cloudconnectors.api.kafka;

import io.cloudconnectors.api.fixture.Configs;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** Clients with a producer of the test's own. */
public final class KafkaClientsOf extends KafkaClients {
    private static final KafkaConfig NOBODY =
            Configs.of(KafkaConfig.class, Map.of("engine-kafka.bootstrap-servers", "127.0.0.1:1"));

    private final Producer<String, byte[]> producer;

    public KafkaClientsOf(Producer<String, byte[]> producer) {
        super(NOBODY);
        this.producer = producer;
    }

    @Override
    public Producer<String, byte[]> producer() {
        return producer;
    }

    @Override
    public Producer<String, byte[]> packingProducer() {
        return producer;
    }
}
