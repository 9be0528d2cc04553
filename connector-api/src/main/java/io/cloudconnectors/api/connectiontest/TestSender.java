package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sends a test that was just committed, without making its client wait; one that is not is sent by the next look. */
@ApplicationScoped
class TestSender {
    private static final Logger LOG = Logger.getLogger(TestSender.class);

    private final TestQueueRepository queue;
    private final OutboxRelay relay;

    TestSender(TestQueueRepository queue, OutboxRelay relay) {
        this.queue = queue;
        this.relay = relay;
    }

    void sendSoon(UUID testId) {
        try {
            relay.sendSoon(queue.send(testId));
        } catch (RuntimeException e) {
            LOG.warnf(e, "A connection test waits for the next look to be sent; test=%s", testId);
        }
    }
}
