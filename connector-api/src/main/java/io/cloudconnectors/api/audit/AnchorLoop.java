package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Anchors while the service runs. */
@Dependent
class AnchorLoop {
    @Produces
    @Singleton
    Background loop(AuditConfig config, TopicSetup topics, Anchoring anchoring) {
        return new Background(
                "audit-anchors", config.anchoring(), config.anchorEvery().dividedBy(2), () -> {
                    topics.ensure();
                    anchoring.step();
                });
    }
}
