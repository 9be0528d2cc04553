package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.run.RunLife;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Queues runs again whose poller stops and has let go of them, without waiting for their leases to lapse. A connection test
 * is not among them: it has one attempt, and ends with its lease.
 */
@Startup
@ApplicationScoped
class HandBacks {
    private static final Logger LOG = Logger.getLogger(HandBacks.class);

    private final Sweeps sweeps;
    private final RunEnds ends;
    private final OutboxRelay relay;
    private final Counter handedBack;

    HandBacks(Sweeps sweeps, RunEnds ends, OutboxRelay relay, MeterRegistry meters) {
        this.sweeps = sweeps;
        this.ends = ends;
        this.relay = relay;
        this.handedBack = meters.counter("lease.handed.back");
    }

    /** Whether the run waits for another poller now; if not, it is somebody else's, has ended, or ends with its lease. */
    boolean take(UUID runId, int attempt, long epoch) {
        Optional<OutboxRow> message = ends.open(runId).flatMap(run -> next(run, attempt, epoch));
        if (message.isEmpty()) {
            return false;
        }
        handedBack.increment();
        LOG.infof("A poller that stops has handed a run back; run=%s attempt=%d", runId, attempt);
        relay.sendSoon(List.of(message.get()));
        return true;
    }

    private Optional<OutboxRow> next(OpenRun run, int attempt, long epoch) {
        return switch (run.life().handBack(attempt, epoch)) {
            case RunLife.Queued next -> sweeps.handBack(run, next);
            case RunLife.Running _, RunLife.Ended _ -> Optional.empty();
        };
    }
}
