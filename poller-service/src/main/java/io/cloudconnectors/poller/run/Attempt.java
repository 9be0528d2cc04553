package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.report.Results;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    private final RunRequest request;
    private final LeaseGrant grant;
    private final Collaborators with;
    private final ResultEvent.Origin origin;
    private final Instant deadline;
    private Instant nextBeat;
    private Instant leaseEnd;

    /** What every attempt of this poller works with. */
    record Collaborators(
            Leases leases,
            Work work,
            Results results,
            InstantSource clock,
            Duration heartbeat,
            Duration stopPatience) {}

    /** What an attempt does between lease and end; interrupted when it must stop. */
    @FunctionalInterface
    interface Work {
        Result look(RunRequest request, ResultEvent.Origin origin, String runToken) throws InterruptedException;
    }

    /**
     * How the work ended.
     *
     * @param slices how many slice ends were sent
     */
    record Result(RunOutcome outcome, @Nullable Reason reason, int slices) {}

    /** How the attempt ended, for metrics and logs. */
    enum Ending {
        SUCCEEDED,
        PARTIAL,
        FAILED,
        CANCELLED,
        /** Taken by somebody else, or ended elsewhere; nothing more was sent. */
        FENCED,
        /** No heartbeat came through for the whole lease; nothing more was sent. */
        LEASE_LOST
    }

    Attempt(RunRequest request, LeaseGrant grant, Collaborators with) {
        this.request = request;
        this.grant = grant;
        this.with = with;
        this.origin = new ResultEvent.Origin(
                request.runId(), request.attempt(), grant.epoch(), request.connectorId(), request.tenant());
        Instant now = with.clock().instant();
        this.deadline = now.plusSeconds(grant.budgetSeconds());
        this.leaseEnd = now.plusSeconds(grant.leaseSeconds());
        this.nextBeat = now.plus(with.heartbeat());
    }

    /** Does the work and reports its end; interrupted, it lets the lease lapse, so that another poller takes over. */
    Ending run() throws InterruptedException {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return attend(executor, executor.submit(() -> with.work().look(request, origin, grant.runToken())));
        } finally {
            executor.shutdownNow();
        }
    }

    private Ending attend(ExecutorService executor, Future<Result> work) throws InterruptedException {
        while (true) {
            try {
                return finish(work.get(millisToNextEvent(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                LOG.errorf(
                        e.getCause(),
                        "Run %s failed by a fault of the poller; it ends as PLATFORM_ERROR",
                        request.runId());
                return finish(failed(ReasonCode.PLATFORM_ERROR));
            } catch (TimeoutException somethingIsDue) {
                if (!with.clock().instant().isBefore(deadline)) {
                    stop(executor);
                    return finish(failed(ReasonCode.RUN_TIMEOUT));
                }
                switch (beat()) {
                    case GO_ON -> {}
                    case CANCEL -> {
                        stop(executor);
                        return finish(new Result(RunOutcome.CANCELLED, null, 0));
                    }
                    case FENCED -> {
                        return Ending.FENCED;
                    }
                    case LOST -> {
                        return Ending.LEASE_LOST;
                    }
                }
            }
        }
    }

    /** The lease is kept until the broker has the end, so that nobody starts the run again while it is on its way. */
    private Ending finish(Result result) throws InterruptedException {
        ResultEvent.RunFinished finished = new ResultEvent.RunFinished(
                origin,
                result.outcome(),
                result.reason(),
                result.slices(),
                with.clock().instant());
        Future<?> acknowledged = with.results().finish(finished);
        while (true) {
            try {
                acknowledged.get(millisToNextEvent(), TimeUnit.MILLISECONDS);
                return Ending.valueOf(result.outcome().name());
            } catch (ExecutionException | CancellationException notTaken) {
                LOG.warnf("The end of run %s was not taken by Kafka; it is sent again", request.runId());
                acknowledged = with.results().finish(finished);
            } catch (TimeoutException notYet) {
                // The work is done: CANCEL comes too late.
                switch (beat()) {
                    case GO_ON, CANCEL -> {}
                    case FENCED -> {
                        return Ending.FENCED;
                    }
                    case LOST -> {
                        return Ending.LEASE_LOST;
                    }
                }
            }
        }
    }

    private enum Order {
        GO_ON,
        CANCEL,
        FENCED,
        LOST
    }

    private Order beat() {
        Instant now = with.clock().instant();
        if (now.isBefore(nextBeat)) {
            return Order.GO_ON;
        }
        nextBeat = now.plus(with.heartbeat());
        return switch (with.leases().heartbeat(request, grant.epoch())) {
            case Leases.Beat.Answered(var answer) -> obey(answer);
            case Leases.Beat.Unreachable(var why) -> {
                LOG.warnf("No heartbeat for run %s (%s); its lease ends at %s", request.runId(), why, leaseEnd);
                // Sooner than usual: there is a lease to lose.
                nextBeat = now.plus(with.heartbeat().dividedBy(4));
                yield with.clock().instant().isBefore(leaseEnd) ? Order.GO_ON : Order.LOST;
            }
        };
    }

    private Order obey(HeartbeatAnswer answer) {
        return switch (answer.directive()) {
            case CONTINUE -> {
                leaseEnd = with.clock().instant().plusSeconds(answer.leaseSeconds());
                yield Order.GO_ON;
            }
            case CANCEL -> Order.CANCEL;
            case FENCED -> Order.FENCED;
        };
    }

    /** Interrupts the work and waits for it to let go, so that it sends nothing behind the end. */
    private void stop(ExecutorService executor) throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(with.stopPatience().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("Run %s does not let go of its last call; what it still sends is fenced off", request.runId());
        }
    }

    private Result failed(ReasonCode code) {
        return new Result(
                RunOutcome.FAILED,
                new Reason(code, null, null, null, with.clock().instant()),
                0);
    }

    private long millisToNextEvent() {
        Instant next = nextBeat.isBefore(deadline) ? nextBeat : deadline;
        return Math.max(1, Duration.between(with.clock().instant(), next).toMillis());
    }
}
