package io.cloudconnectors.local.servers;

/** A running Kafka broker with the suite's topics. */
public interface KafkaServer extends AutoCloseable {

    /** {@code host:port}, for {@code bootstrap.servers}. */
    String bootstrapServers();

    @Override
    void close();
}
