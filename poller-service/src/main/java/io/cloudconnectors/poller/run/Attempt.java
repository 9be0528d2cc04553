package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.report.Results;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One leased attempt, from lease to end. One thread controls it: it waits for the work, sends heartbeats in between and
 * obeys their answers, so that there is one place where a run can end.
 */
final class Attempt {
    private static final Logger LOG = Logger.getLogger(Attempt.class);

    private final LeasedRun run;
    private final Collaborators with;
    private final Outlet outlet;
    private final Watch watch;
    private boolean concluded;

    /**
     * What every attempt of this poller works with.
     *
     * @param heartbeat between two of them
     * @param stopPatience how long stopped work may take to let go
     */
    record Collaborators(
            Leases leases,
            Work work,
            Results results,
            InstantSource clock,
            Duration heartbeat,
            Duration stopPatience) {}

    /** How the attempt ended, for metrics and logs. */
    enum Ending {
        SUCCEEDED,
        PARTIAL,
        FAILED,
        CANCELLED,
        /** The poller stops: it waits for another one. */
        HANDED_BACK,
        /** Taken by somebody else, or ended elsewhere; nothing more was sent. */
        FENCED,
        /** No heartbeat came through for the whole lease; nothing more was sent. */
        LEASE_LOST;

        static Ending of(RunOutcome outcome) {
            return switch (outcome) {
                case SUCCEEDED -> SUCCEEDED;
                case PARTIAL -> PARTIAL;
                case FAILED -> FAILED;
                case CANCELLED -> CANCELLED;
            };
        }
    }

    Attempt(LeasedRun run, Collaborators with) {
        this.run = run;
        this.with = with;
        this.outlet = new Outlet(with.results(), with.clock(), run.leaseEnd());
        this.watch = new Watch(run, with.leases(), outlet, with.clock(), with.heartbeat());
    }

    /**
     * Does the work and reports its end, or hands the run back when it is interrupted, since the poller stops.
     *
     * @throws InterruptedException the poller stops, and the run could not be handed back, or had an end that is on its way:
     *     the lease lapses, and another poller takes over
     */
    Ending run() throws InterruptedException {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return attend(
                    executor,
                    executor.submit(
                            () -> RunLog.about(run.request(), () -> with.work().look(run, outlet))));
        } catch (InterruptedException pollerStops) {
            if (concluded) {
                throw pollerStops;
            }
            stop(executor);
            if (!with.leases().handBack(run.request(), run.grant().epoch())) {
                throw pollerStops;
            }
            return Ending.HANDED_BACK;
        } finally {
            outlet.shut();
            executor.shutdownNow();
        }
    }

    private Ending attend(ExecutorService executor, Future<Work.Conclusion> work) throws InterruptedException {
        while (true) {
            try {
                return finish(work.get(millisTo(earlier(run.deadline(), watch.nextEvent())), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                // Work that wanted to send behind its lease is interrupted, and misses what it had to say; also when
                // the
                // answer to a late heartbeat has renewed the lease since.
                if (outlet.leaseIsOver() || e.getCause() instanceof InterruptedException) {
                    return leaseLost();
                }
                LOG.error("The run met a fault of the poller; it ends as PLATFORM_ERROR", e.getCause());
                return finish(failed(ReasonCode.PLATFORM_ERROR));
            } catch (TimeoutException somethingIsDue) {
                if (watch.isOverdue()) {
                    stop(executor);
                    return finish(failed(ReasonCode.RUN_TIMEOUT));
                }
            }
            switch (watch.order()) {
                case GO_ON -> {}
                case CANCEL -> {
                    stop(executor);
                    return finish(new Work.Conclusion(RunOutcome.CANCELLED, null));
                }
                case FENCED -> {
                    return Ending.FENCED;
                }
                case LOST -> {
                    return leaseLost();
                }
            }
        }
    }

    private static Ending leaseLost() {
        LOG.warn("The lease ended without an answer to its heartbeats; another poller takes over");
        return Ending.LEASE_LOST;
    }

    /** The lease is kept until the broker has the end, so that nobody starts the run again while it is on its way. */
    private Ending finish(Work.Conclusion conclusion) throws InterruptedException {
        concluded = true;
        ResultEvent finished = new ResultEvent.RunFinished(
                run.origin(),
                conclusion.outcome(),
                conclusion.reason(),
                conclusion.externalIdProof(),
                outlet.sliceEnds(),
                with.clock().instant(),
                conclusion.steps(),
                calls());
        if (outlet.leaseIsOver()) {
            return leaseLost();
        }
        Future<?> acknowledged = with.results().send(finished);
        while (true) {
            try {
                acknowledged.get(millisTo(watch.nextEvent()), TimeUnit.MILLISECONDS);
                return Ending.of(conclusion.outcome());
            } catch (ExecutionException | CancellationException e) {
                LOG.warn("Kafka did not take the end of the run; it is sent again", e);
                Thread.sleep(Results.SEND_AGAIN);
                acknowledged = null;
            } catch (TimeoutException notYet) {
                LOG.debug("The end of the run is still on its way");
            }
            switch (watch.order()) {
                // The work is done: CANCEL comes too late.
                case GO_ON, CANCEL -> {}
                case FENCED -> {
                    return Ending.FENCED;
                }
                case LOST -> {
                    return leaseLost();
                }
            }
            if (acknowledged == null) {
                acknowledged = with.results().send(finished);
            }
        }
    }

    private @Nullable Map<String, Integer> calls() {
        Map<String, Integer> counted = run.calls().counted();
        return counted.isEmpty() ? null : counted;
    }

    /** Interrupts the work and waits for it to let go; it can send nothing behind the end. */
    private void stop(ExecutorService executor) throws InterruptedException {
        outlet.shut();
        executor.shutdownNow();
        if (!executor.awaitTermination(with.stopPatience().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The run does not let go of its last call; whatever that answers is not looked at");
        }
    }

    private Work.Conclusion failed(ReasonCode code) {
        return new Work.Conclusion(
                RunOutcome.FAILED,
                new Reason(code, null, null, null, with.clock().instant()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private long millisTo(Instant event) {
        return Math.max(1, Duration.between(with.clock().instant(), event).toMillis());
    }
}
