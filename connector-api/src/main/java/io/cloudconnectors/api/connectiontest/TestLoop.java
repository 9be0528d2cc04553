package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.kafka.TopicSetup;
import io.cloudconnectors.api.loop.Background;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Looks after tests while the service runs; any number of instances may. */
@Dependent
class TestLoop {
    private static final Logger LOG = Logger.getLogger(TestLoop.class);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    @Produces
    @Singleton
    Background loop(ConnectionTestsConfig config, TopicSetup topics, TestQueueRepository tests, OutboxRelay relay) {
        return new Background("connection-tests", config.sweeping(), config.sweep(), () -> {
            topics.ensure();
            int ended = tests.endOverdue();
            int lost = tests.requeueLost();
            if (ended + lost > 0) {
                LOG.warnf("Connection tests had no end or no poller; ended=%d queued again=%d", ended, lost);
            }
            relay.send(tests.sendUnsent());
        });
    }

    @Produces
    @Singleton
    Background housekeeping(ConnectionTestsConfig config, TestQueueRepository tests) {
        return new Background("connection-test-housekeeping", config.sweeping(), HOUSEKEEPING, tests::dropOld);
    }
}
