package io.cloudconnectors.api.run;

import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;

/**
 * The life of a run: what it can turn into from where it stands. Pure: the statements that carry a decision out repeat
 * its condition, so a decision that came too late changes nothing.
 */
public sealed interface RunLife {

    /**
     * Waits for a poller.
     *
     * @param attempt 1 for the first
     */
    record Queued(int attempt) implements RunLife {
        /** A poller took it. */
        public Running lease(long epoch) {
            return new Running(attempt, epoch, Stop.NONE);
        }

        /** Nobody has begun, so it ends at once. */
        public Ended cancel() {
            return new Ended(new RunEnd.Cancelled());
        }
    }

    /**
     * A poller works on it.
     *
     * @param epoch of its lease
     * @param stop why it should stop
     * @param handedBack how many of its attempts were handed back: they failed at nothing
     */
    record Running(int attempt, long epoch, Stop stop, int handedBack) implements RunLife {
        /** Pollers that are started and stopped all the time are a failure in the end. */
        private static final int UNCOUNTED = 20;

        /** Never handed back. */
        public Running(int attempt, long epoch, Stop stop) {
            this(attempt, epoch, stop, 0);
        }

        /** Asks the poller to stop; what was asked first counts. */
        public Running stop(Stop because) {
            return stop == Stop.NONE ? new Running(attempt, epoch, because, handedBack) : this;
        }

        /** What its poller is told. */
        public Directive heartbeat(int ofAttempt, long ofEpoch) {
            if (ofAttempt != attempt || ofEpoch != epoch) {
                return Directive.FENCED;
            }
            return switch (stop) {
                case NONE -> Directive.CONTINUE;
                case REQUESTED, OVERDUE -> Directive.CANCEL;
            };
        }

        /** Its poller is gone: tried again, unless it was to stop anyway or was tried often enough. */
        public RunLife lapse(int attempts, Instant at) {
            return switch (stop) {
                case NONE ->
                    attempt - Math.min(handedBack, UNCOUNTED) < attempts
                            ? new Queued(attempt + 1)
                            : failed(ReasonCode.LEASE_LOST, at);
                case REQUESTED -> new Ended(new RunEnd.Cancelled());
                case OVERDUE -> failed(ReasonCode.RUN_TIMEOUT, at);
            };
        }

        /**
         * Its poller stops and has let go of it: the next one need not wait for the lease to lapse. An attempt of its own,
         * so that nothing that the first one sent is taken for the second's. What is to stop, or was handed back too often,
         * ends as it would have.
         */
        public RunLife handBack(int ofAttempt, long ofEpoch) {
            boolean held = ofAttempt == attempt && ofEpoch == epoch;
            return held && stop == Stop.NONE && handedBack < UNCOUNTED ? new Queued(attempt + 1) : this;
        }

        /**
         * Its poller is done. Stopping because of the deadline is a failure of ours. An end better than the slices that
         * arrived is not believed: what was lost on the way was not seen.
         */
        public Ended finish(RunEnd reported, Slices slices, Instant at) {
            return switch (reported) {
                case RunEnd.Cancelled() when stop == Stop.OVERDUE -> failed(ReasonCode.RUN_TIMEOUT, at);
                case RunEnd.Succeeded _, RunEnd.Warned _
                when slices.lost() -> new Ended(new RunEnd.Partial(platform(ReasonCode.PLATFORM_ERROR, at)));
                case RunEnd.Succeeded _, RunEnd.Warned _, RunEnd.Partial _, RunEnd.Failed _, RunEnd.Cancelled _ ->
                    new Ended(reported);
            };
        }
    }

    /** It is over, and stays so. */
    record Ended(RunEnd end) implements RunLife {}

    /** Why a running run should stop. */
    enum Stop {
        /** It should not. */
        NONE,
        /** A client asked for it. */
        REQUESTED,
        /** Its time is up. */
        OVERDUE
    }

    /**
     * What arrived of an attempt's slices.
     *
     * @param sent how many ends the poller says it sent
     * @param arrived how many of them are recorded
     * @param incomplete how many of those came without all their chunks
     */
    record Slices(int sent, int arrived, int incomplete) {
        /** Whether something that was sent did not come. */
        public boolean lost() {
            return arrived < sent || incomplete > 0;
        }
    }

    private static Ended failed(ReasonCode code, Instant at) {
        return new Ended(new RunEnd.Failed(platform(code, at)));
    }

    private static Reason platform(ReasonCode code, Instant at) {
        return new Reason(code, null, null, null, at);
    }
}
