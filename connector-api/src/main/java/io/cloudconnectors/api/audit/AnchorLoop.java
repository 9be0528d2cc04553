package io.cloudconnectors.api.audit;

import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Anchors while the service runs. */
@ApplicationScoped
class AnchorLoop {
    private final AuditConfig config;
    private final TopicSetup topics;
    private final Anchoring anchoring;
    private @Nullable Loop loop;

    AnchorLoop(AuditConfig config, TopicSetup topics, Anchoring anchoring) {
        this.config = config;
        this.topics = topics;
        this.anchoring = anchoring;
    }

    void start(@Observes StartupEvent event) {
        if (config.anchoring()) {
            loop = Loop.start("audit-anchors", config.anchorEvery().dividedBy(2), () -> {
                topics.ensure();
                anchoring.step();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
