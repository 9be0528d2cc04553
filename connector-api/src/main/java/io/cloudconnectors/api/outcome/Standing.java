package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector stands between its runs, and where a run's end takes it (domain rules of states).
 *
 * <p>Permanent errors take a connector that was never ONLINE to OFFLINE at once; one that was ONLINE goes OFFLINE at the
 * second permanent failure in a row. Three transient failures in a row do the same. Our own faults and cancelled runs
 * decide nothing: a connector keeps its state, and the reason of a failure that is its own.
 *
 * @param everOnline whether a run ever reached the account
 * @param transientFailures in a row
 */
public record Standing(
        State state, ConnectorHealth health, @Nullable StoredReason reason, boolean everOnline, int transientFailures) {

    private static final int TRANSIENT_FAILURES_TO_OFFLINE = 3;

    /** The states that are stored; PROCESSING is derived from a run that is going. */
    public enum State {
        PENDING,
        ONLINE,
        OFFLINE
    }

    /** The standing after a run ended so. */
    public Standing after(RunEnd end) {
        return switch (end) {
            case RunEnd.Succeeded() -> new Standing(State.ONLINE, ConnectorHealth.OK, null, true, 0);
            case RunEnd.Partial(Reason why) ->
                new Standing(State.ONLINE, ConnectorHealth.DEGRADED, since(why), true, 0);
            case RunEnd.Failed(Reason why) -> afterFailure(why);
            case RunEnd.Cancelled() -> this;
        };
    }

    /** A run that failed wholly for lack of one permission stands for a permanent error. */
    private Standing afterFailure(Reason why) {
        return switch (why.code().reasonClass()) {
            case PERMANENT, PARTIAL -> afterPermanent(why);
            case TRANSIENT -> afterTransient(why);
            case PLATFORM, SKIPPED, WARNING, AWAITING -> afterNothing(why);
        };
    }

    private Standing afterPermanent(Reason why) {
        boolean confirmed = !everOnline || state == State.OFFLINE || failedPermanently();
        return new Standing(confirmed ? State.OFFLINE : state, ConnectorHealth.ERROR, since(why), everOnline, 0);
    }

    private Standing afterTransient(Reason why) {
        int failures = transientFailures + 1;
        boolean offline = state == State.OFFLINE || failures >= TRANSIENT_FAILURES_TO_OFFLINE;
        StoredReason telling = state == State.OFFLINE && reason != null ? reason : since(why);
        return new Standing(offline ? State.OFFLINE : state, ConnectorHealth.ERROR, telling, everOnline, failures);
    }

    private Standing afterNothing(Reason why) {
        boolean failedBefore = health == ConnectorHealth.ERROR && reason != null;
        return failedBefore
                ? this
                : new Standing(state, ConnectorHealth.ERROR, since(why), everOnline, transientFailures);
    }

    private boolean failedPermanently() {
        if (health != ConnectorHealth.ERROR || reason == null) {
            return false;
        }
        return switch (reason.code().reasonClass()) {
            case PERMANENT, PARTIAL -> true;
            case TRANSIENT, PLATFORM, SKIPPED, WARNING, AWAITING -> false;
        };
    }

    /** A reason that goes on holds since it began. */
    private StoredReason since(Reason why) {
        Instant since =
                reason != null && reason.code() == why.code() && reason.since() != null ? reason.since() : why.at();
        return new StoredReason(
                why.code(), why.providerCode(), why.providerRequestId(), why.subject(), why.at(), since);
    }
}
