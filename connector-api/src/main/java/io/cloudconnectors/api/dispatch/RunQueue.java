package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.RunQueueRepository.Message;
import io.cloudconnectors.api.dispatch.RunQueueRepository.Started;
import io.cloudconnectors.api.run.RunControl;
import io.cloudconnectors.api.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that clients ask for or stop. They are sent at once, by the instance that committed them. */
@ApplicationScoped
class RunQueue implements RunControl {
    private final RunStarts runs;
    private final OutboxRelay relay;

    RunQueue(RunStarts runs, OutboxRelay relay) {
        this.runs = runs;
        this.relay = relay;
    }

    @Override
    public Start start(String tenant, UUID connectorId, @Nullable UUID runId) {
        return runs.start(tenant, connectorId, runId).map(this::answer).orElseGet(Start.NotFound::new);
    }

    private Start answer(Started started) {
        Message queued = started.queued();
        if (queued != null) {
            relay.sendSoon(List.of(queued.row()));
            return new Start.Queued(queued.runId());
        }
        UUID going = started.going();
        return going == null ? new Start.SetupIncomplete() : new Start.AlreadyGoing(going);
    }

    @Override
    public Cancellation cancel(String tenant, UUID connectorId, UUID runId) {
        return runs.cancel(tenant, connectorId, runId).map(RunQueue::answer).orElse(Cancellation.NOT_FOUND);
    }

    private static Cancellation answer(RunState found) {
        return switch (found) {
            case QUEUED, RUNNING -> Cancellation.ACCEPTED;
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED, SKIPPED -> Cancellation.ALREADY_ENDED;
        };
    }
}
