package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks after tests while the service runs; any number of instances may. */
@ApplicationScoped
class TestLoop {
    private static final Logger LOG = Logger.getLogger(TestLoop.class);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final ConnectionTestsConfig config;
    private final TopicSetup topics;
    private final TestQueueRepository tests;
    private final OutboxRelay relay;
    private List<Loop> loops = List.of();

    TestLoop(ConnectionTestsConfig config, TopicSetup topics, TestQueueRepository tests, OutboxRelay relay) {
        this.config = config;
        this.topics = topics;
        this.tests = tests;
        this.relay = relay;
    }

    void start(@Observes StartupEvent event) {
        if (config.sweeping()) {
            loops = List.of(
                    Loop.start("connection-tests", config.sweep(), this::look),
                    Loop.start("connection-test-housekeeping", HOUSEKEEPING, tests::dropOld));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::close);
    }

    private void look() throws InterruptedException {
        topics.ensure();
        int ended = tests.endOverdue();
        int lost = tests.requeueLost();
        if (ended + lost > 0) {
            LOG.warnf("Connection tests had no end or no poller; ended=%d queued again=%d", ended, lost);
        }
        relay.send(tests.sendUnsent());
    }
}
