package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes lapsed leases back and sends again what nobody leased. Any number of instances may sweep: what a statement
 * changes it changes only if it still stands as it was read.
 */
@ApplicationScoped
class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final Sweeps sweeps;
    private final RunEnds ends;
    private final OutboxRelay relay;
    private final LeaseConfig config;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Grace grace;

    Sweeper(
            Sweeps sweeps,
            RunEnds ends,
            OutboxRelay relay,
            LeaseConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.sweeps = sweeps;
        this.ends = ends;
        this.relay = relay;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.grace = new Grace(config.duration());
    }

    /** One round. */
    void sweep() throws InterruptedException {
        Instant began = clock.instant();
        if (grace.isOver(began)) {
            takeBack();
        }
        relay.send(sweeps.resend());
        grace.worked(began);
    }

    private void takeBack() throws InterruptedException {
        List<OutboxRow> messages = new ArrayList<>();
        for (UUID runId : sweeps.lapsed()) {
            ends.open(runId).ifPresent(run -> messages.addAll(lapse(run)));
        }
        relay.send(messages);
    }

    private List<OutboxRow> lapse(OpenRun run) {
        return switch (run.life().lapse(config.attempts(), clock.instant())) {
            case RunLife.Queued next -> requeue(run, next);
            case RunLife.Ended(RunEnd end) -> end(run, end);
            case RunLife.Running _ -> List.of();
        };
    }

    private List<OutboxRow> requeue(OpenRun run, RunLife.Queued next) {
        var message = sweeps.requeue(run, next);
        message.ifPresent(_ -> {
            meters.counter("lease.lapses", "to", "queued").increment();
            LOG.warnf(
                    "A lease lapsed, the run is queued again; run=%s attempt=%d of %d",
                    run.id(), next.attempt(), config.attempts());
        });
        return message.stream().toList();
    }

    private List<OutboxRow> end(OpenRun run, RunEnd end) {
        if (ends.lapse(run, end)) {
            meters.counter("lease.lapses", "to", "ended").increment();
            meters.counter("runs.ended", "state", end.state().name()).increment();
            LOG.warnf("A lease lapsed, the run is over; run=%s state=%s", run.id(), end.state());
        }
        return List.of();
    }
}
