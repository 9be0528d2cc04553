package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sends the runs that caps held back once there is room for them. Any number of instances may. */
@ApplicationScoped
class Releaser {
    private final ReleaseRepository releases;
    private final OutboxRelay relay;
    private final LeaseConfig config;
    private final MeterRegistry meters;

    Releaser(ReleaseRepository releases, OutboxRelay relay, LeaseConfig config, MeterRegistry meters) {
        this.releases = releases;
        this.relay = relay;
        this.config = config;
        this.meters = meters;
    }

    /** One round: batch after batch, as long as they are full. */
    void release() throws InterruptedException {
        List<OutboxRow> messages;
        do {
            messages = releases.release();
            meters.counter("lease.released").increment(messages.size());
            relay.send(messages);
        } while (messages.size() == config.sweepBatch());
    }
}
