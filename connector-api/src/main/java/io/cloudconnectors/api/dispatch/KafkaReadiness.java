package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.kafka.TopicSetup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once Kafka has answered and the topics are there. When Kafka goes away later the service stays ready: the API
 * works on, and runs wait in the outbox.
 */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private final DispatchConfig config;
    private final TopicSetup topics;

    KafkaReadiness(DispatchConfig config, TopicSetup topics) {
        this.config = config;
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka-topics")
                .status(topics.isDone() || !config.enabled())
                .build();
    }
}
