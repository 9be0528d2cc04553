package io.cloudconnectors.poller.run;

import io.cloudconnectors.api.inventory.MemoryInventory;
import io.cloudconnectors.contracts.Asset;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.history.Event;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.report.Results;
import io.cloudconnectors.simulation.Cloud;
import io.cloudconnectors.simulation.Coverage;
import io.cloudconnectors.simulation.Network;
import io.cloudconnectors.simulation.Node;
import io.cloudconnectors.simulation.Scheduler;
import io.cloudconnectors.simulation.Task;
import io.cloudconnectors.simulation.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A poller without threads. What decides is the service's own: the slots, the watch over the lease, the outlet, the verdict.
 * What waits is here, and does as {@link RunRequestConsumer}, {@link Attempt} and the slice report do.
 */
public final class SimulatedPoller implements Leases {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final long IDLE = 60_000;
    private static final long RETRY = 5_000;
    private static final long SEND_AGAIN = Results.SEND_AGAIN.toMillis();

    private final Node node;
    private final With with;
    private Slots slots = new Slots(2, 1);

    /** What it works with. */
    public record With(Scheduler scheduler, Network network, Cloud cloud, Coverage coverage) {}

    public SimulatedPoller(Node node, With with) {
        this.node = node;
        this.with = with;
    }

    /** Starts it, or starts it again. */
    public void start(Topic<RunRequest> interactive, Topic<RunRequest> scheduled) {
        slots = new Slots(2, 1);
        var _ = with.scheduler.spawn(node, 1, () -> consume(interactive, Slots.Lane.INTERACTIVE));
        var _ = with.scheduler.spawn(node, 1, () -> consume(scheduled, Slots.Lane.SCHEDULED));
    }

    private void consume(Topic<RunRequest> topic, Slots.Lane lane) {
        while (true) {
            Topic.Batch<RunRequest> next = slots.hasRoom(lane) ? topic.poll(node, 1) : null;
            Optional<Slots.Slot> slot = next == null ? Optional.empty() : slots.take(lane);
            if (next == null || slot.isEmpty()) {
                topic.await(slots.hasRoom(lane) ? IDLE : RETRY);
            } else if (lease(next.records().getFirst(), slot.get())) {
                topic.commit(node, next, 1);
            } else {
                with.scheduler.sleep(RETRY);
            }
        }
    }

    private boolean lease(RunRequest request, Slots.Slot slot) {
        Instant asked = node.instant();
        return switch (lease(request)) {
            case Lease.Granted(var grant) -> {
                var run = new LeasedRun(request, grant, asked);
                var _ = with.scheduler.spawn(node, 1, () -> {
                    try (slot) {
                        with.coverage.reached(new Hold(run).ending());
                    }
                });
                yield true;
            }
            case Lease.Refused() -> {
                slot.close();
                yield true;
            }
            case Lease.Unreachable _ -> {
                slot.close();
                with.coverage.reached("poller: no answer to a lease");
                yield false;
            }
        };
    }

    @Override
    public Lease lease(RunRequest request) {
        Optional<LeaseGrant> answer = with.network.ask(instance -> instance.lease(request, "poller"));
        return answer == null
                ? new Lease.Unreachable("lost")
                : answer.<Lease>map(Lease.Granted::new).orElseGet(Lease.Refused::new);
    }

    @Override
    public Beat heartbeat(RunRequest request, long epoch) {
        HeartbeatAnswer answer =
                with.network.ask(instance -> instance.heartbeat(request.runId(), request.attempt(), epoch));
        return answer == null ? new Beat.Unreachable("lost") : new Beat.Answered(answer);
    }

    /** These pollers do not stop: they are killed. */
    @Override
    public boolean handBack(RunRequest request, long epoch) {
        throw new AssertionError("Nothing stops in order here");
    }

    /** An attempt and the two tasks that it is: one that works, one that holds the lease. */
    private final class Hold {
        private final LeasedRun run;
        private final Outlet outlet;
        private final Watch watch;
        private final Task holder = with.scheduler.current();
        private Work.@Nullable Conclusion conclusion;
        private boolean gaveUp;
        private boolean waits;

        Hold(LeasedRun run) {
            this.run = run;
            this.outlet = new Outlet(with.cloud.results(), node, run.leaseEnd());
            this.watch = new Watch(run, SimulatedPoller.this, outlet, node, HEARTBEAT);
        }

        String ending() throws InterruptedException {
            Task work = with.scheduler.spawn(node, 1, this::work);
            try {
                return attend(work);
            } finally {
                outlet.shut();
                work.cancel();
            }
        }

        private String attend(Task work) throws InterruptedException {
            while (true) {
                Instant deadline = run.deadline();
                sleepUntil(deadline.isBefore(watch.nextEvent()) ? deadline : watch.nextEvent());
                if (conclusion != null) {
                    return finish(conclusion);
                }
                if (gaveUp) {
                    return "poller: LEASE_LOST";
                }
                if (watch.isOverdue()) {
                    stop(work);
                    return finish(failed(ReasonCode.RUN_TIMEOUT));
                }
                switch (watch.order()) {
                    case GO_ON -> {}
                    case CANCEL -> {
                        stop(work);
                        return finish(new Work.Conclusion(RunOutcome.CANCELLED, null));
                    }
                    case FENCED -> {
                        return "poller: FENCED";
                    }
                    case LOST -> {
                        return "poller: LEASE_LOST";
                    }
                }
            }
        }

        private void stop(Task work) {
            outlet.shut();
            work.cancel();
        }

        private String finish(Work.Conclusion conclusion) throws InterruptedException {
            ResultEvent finished = new ResultEvent.RunFinished(
                    run.origin(), conclusion.outcome(), conclusion.reason(), null, outlet.sliceEnds(), node.instant());
            while (true) {
                if (outlet.leaseIsOver()) {
                    return "poller: LEASE_LOST at the end";
                }
                if (arrived(with.cloud.results().send(finished))) {
                    return ending(conclusion.outcome());
                }
                with.coverage.reached("poller: the end is sent again");
                with.scheduler.sleep(SEND_AGAIN);
                switch (watch.order()) {
                    case GO_ON, CANCEL -> {}
                    case FENCED -> {
                        return "poller: FENCED at the end";
                    }
                    case LOST -> {
                        return "poller: LEASE_LOST at the end";
                    }
                }
            }
        }

        private static String ending(RunOutcome outcome) {
            return switch (outcome) {
                case SUCCEEDED -> "poller: SUCCEEDED";
                case PARTIAL -> "poller: PARTIAL";
                case FAILED -> "poller: FAILED";
                case CANCELLED -> "poller: CANCELLED";
            };
        }

        private void sleepUntil(Instant event) {
            if (conclusion == null && !gaveUp) {
                long millis = Duration.between(node.instant(), event).toMillis();
                waits = true;
                with.scheduler.sleep(Math.max(1, millis));
                waits = false;
            }
        }

        private void work() {
            try {
                conclusion = look();
            } catch (InterruptedException e) {
                gaveUp = true;
            }
            if (waits) { // it may just as well be asking for its lease, which takes the time it takes
                with.scheduler.wake(holder);
            }
        }

        private Work.Conclusion look() throws InterruptedException {
            with.scheduler.sleep(with.cloud.signInMillis());
            Reason refused = with.cloud.refusal(node.instant());
            if (refused != null) {
                return new Work.Conclusion(RunOutcome.FAILED, refused);
            }
            if (run.request().trigger().isCheck()) {
                return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
            }
            List<Slice> outcomes = new ArrayList<>(Cloud.SLICES.size());
            for (SliceKey slice : Cloud.SLICES) {
                outcomes.add(look(slice));
            }
            return Verdict.of(outcomes);
        }

        private Slice look(SliceKey slice) throws InterruptedException {
            with.scheduler.sleep(with.cloud.lookMillis());
            Reason denied = with.cloud.denial(node.instant());
            if (denied != null) {
                return blind(slice, denied);
            }
            List<List<Asset>> chunks = with.cloud.look(run.request().connectorId(), slice);
            int assets = 0;
            long content = 0;
            for (int i = 0; i < chunks.size(); i++) {
                send(new ResultEvent.SliceChunk(run.origin(), slice, i, chunks.get(i)));
                assets += chunks.get(i).size();
                content += MemoryInventory.content(chunks.get(i));
            }
            with.cloud.tell(new Event.SliceLooked(
                    run.request().connectorId(), slice.service(), run.grant().epoch(), content));
            send(new ResultEvent.SliceSeen(run.origin(), slice, chunks.size(), assets, List.of(), node.instant()));
            return new Slice.Seen(List.of());
        }

        private Slice blind(SliceKey slice, Reason reason) throws InterruptedException {
            send(new ResultEvent.SliceBlind(run.origin(), slice, reason));
            return new Slice.Blind(reason);
        }

        /** Until it arrives. */
        private void send(ResultEvent event) throws InterruptedException {
            while (!arrived(outlet.send(event))) {
                with.coverage.reached("poller: a part of a slice is sent again");
                with.scheduler.sleep(SEND_AGAIN);
            }
        }

        private Work.Conclusion failed(ReasonCode code) {
            return new Work.Conclusion(RunOutcome.FAILED, new Reason(code, null, null, null, node.instant()));
        }

        private static boolean arrived(Future<?> sent) {
            return sent.state() == Future.State.SUCCESS;
        }
    }
}
