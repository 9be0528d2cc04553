package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.connector.ConnectorHealth;
import io.cloudconnectors.api.outcome.Cadence.Mode;
import io.cloudconnectors.api.outcome.StandingEvent.Ended;
import io.cloudconnectors.api.outcome.StandingEvent.WentStale;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunTrigger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector stands between its runs, and where an event takes it (domain rules of states).
 *
 * <p>A permanent error takes a connector that was never ONLINE to OFFLINE at once. One that was ONLINE is rechecked first,
 * and goes OFFLINE when the recheck, or any other run before it, fails permanently again. Three transient failures in a
 * row do the same, and so does the lack of a success. An OFFLINE connector is probed, at growing intervals. Our own faults
 * and cancelled runs decide nothing: a connector keeps its state, and the reason of a failure that is its own.
 *
 * @param everOnline whether a run ever reached the account
 * @param transientFailures in a row
 */
public record Standing(
        State state,
        ConnectorHealth health,
        @Nullable StoredReason reason,
        boolean everOnline,
        int transientFailures,
        Cadence cadence) {

    private static final int TRANSIENT_FAILURES_TO_OFFLINE = 3;

    /** The states that are stored; PROCESSING is derived from a run that is going. */
    public enum State {
        PENDING,
        ONLINE,
        OFFLINE
    }

    /** A standing, and when the next run falls due. */
    public record Next(Standing standing, Due due) {}

    /** Where the event takes it. */
    public Next on(StandingEvent event, Pace pace) {
        return switch (event) {
            case Ended(RunTrigger trigger, RunEnd end, boolean outdated) ->
                outdated ? afterOutdated(trigger, end, pace) : after(trigger, end, pace);
            case WentStale(Instant at) -> afterStale(at, pace);
        };
    }

    /** A success with the old credential is one; and whatever it was, the new one is tried at once. */
    private Next afterOutdated(RunTrigger trigger, RunEnd end, Pace pace) {
        Standing reached = switch (end) {
            case RunEnd.Succeeded _, RunEnd.Warned _, RunEnd.Partial _ ->
                after(trigger, end, pace).standing();
            case RunEnd.Failed _, RunEnd.Cancelled _ -> this;
        };
        Cadence next = reached.state == State.OFFLINE ? reached.cadence.probing(pace) : Cadence.GRID;
        return new Next(reached.with(next), new Due.In(Duration.ZERO));
    }

    private Next after(RunTrigger trigger, RunEnd end, Pace pace) {
        return switch (trigger) {
            case TEST -> new Next(this, new Due.Unmoved());
            case SCHEDULED, MANUAL, PROBE, RECHECK ->
                switch (end) {
                    case RunEnd.Succeeded() -> afterSuccess(trigger, ConnectorHealth.OK, null, pace);
                    case RunEnd.Warned(Reason why) -> afterSuccess(trigger, ConnectorHealth.DEGRADED, since(why), pace);
                    case RunEnd.Partial(Reason why) ->
                        afterSuccess(trigger, ConnectorHealth.DEGRADED, since(why), pace);
                    case RunEnd.Failed(Reason why) -> afterFailure(trigger, why, pace);
                    case RunEnd.Cancelled() -> again(trigger, this, pace);
                };
        };
    }

    private Next afterSuccess(RunTrigger trigger, ConnectorHealth now, @Nullable StoredReason why, Pace pace) {
        var online = new Standing(State.ONLINE, now, why, true, 0, Cadence.GRID);
        return switch (trigger) {
            case SCHEDULED, MANUAL, TEST ->
                new Next(online, cadence.mode() == Mode.SCHEDULED ? new Due.Unmoved() : new Due.OnGrid(Duration.ZERO));
            case PROBE ->
                new Next(
                        identityRefutes()
                                ? online
                                : with(cadence.probingLater(pace).fully()),
                        new Due.In(Duration.ZERO));
            case RECHECK ->
                identityRefutes()
                        ? new Next(online, new Due.OnGrid(pace.recheckAfter()))
                        : new Next(with(Cadence.GRID), new Due.In(Duration.ZERO));
        };
    }

    /** Probes and rechecks only sign in: that a permission was missing, or an API off, a full run must refute. */
    private boolean identityRefutes() {
        if (reason == null) {
            return true;
        }
        return switch (reason.code().reasonClass()) {
            case PARTIAL -> false;
            case PERMANENT, TRANSIENT, SKIPPED, WARNING, PLATFORM, AWAITING -> true;
        };
    }

    /** A run that failed wholly for lack of one permission stands for a permanent error. */
    private Next afterFailure(RunTrigger trigger, Reason why, Pace pace) {
        return switch (why.code().reasonClass()) {
            case PERMANENT, PARTIAL -> afterPermanent(trigger, why, pace);
            case TRANSIENT -> afterTransient(trigger, why, pace);
            case PLATFORM, SKIPPED, WARNING, AWAITING -> again(trigger, blamingNobody(why), pace);
        };
    }

    private Next afterPermanent(RunTrigger trigger, Reason why, Pace pace) {
        boolean confirmed =
                !everOnline || state == State.OFFLINE || trigger == RunTrigger.RECHECK || failedPermanently();
        if (confirmed) {
            return offline(trigger, since(why), 0, pace);
        }
        var doubted = new Standing(state, ConnectorHealth.ERROR, since(why), everOnline, 0, Cadence.recheck(pace));
        return new Next(doubted, new Due.In(pace.recheckAfter()));
    }

    /** A permanent reason that waits for its confirmation, or keeps a connector OFFLINE, says more than this one. */
    private Next afterTransient(RunTrigger trigger, Reason why, Pace pace) {
        int failures = transientFailures + 1;
        boolean keeps = reason != null && (state == State.OFFLINE || cadence.mode() == Mode.RECHECK);
        StoredReason telling = keeps ? reason : since(why);
        if (state == State.OFFLINE || failures >= TRANSIENT_FAILURES_TO_OFFLINE) {
            return offline(trigger, telling, failures, pace);
        }
        return again(trigger, new Standing(state, ConnectorHealth.ERROR, telling, everOnline, failures, cadence), pace);
    }

    private Next afterStale(Instant at, Pace pace) {
        return state == State.OFFLINE
                ? new Next(this, new Due.Unmoved())
                : offline(RunTrigger.SCHEDULED, StoredReason.own(ReasonCode.STALE, at), transientFailures, pace);
    }

    private Next offline(RunTrigger trigger, @Nullable StoredReason why, int failures, Pace pace) {
        Cadence probes = state == State.OFFLINE ? afterFailed(trigger, pace) : Cadence.probe(pace);
        var next = new Standing(State.OFFLINE, ConnectorHealth.ERROR, why, everOnline, failures, probes);
        boolean unmoved = cadence.mode() == Mode.PROBE && trigger != RunTrigger.PROBE;
        return new Next(next, unmoved ? new Due.Unmoved() : new Due.In(probes.pause()));
    }

    /** Still OFFLINE: a failed probe doubles the wait, any other run leaves the probes as they were. */
    private Cadence afterFailed(RunTrigger trigger, Pace pace) {
        return switch (trigger) {
            case PROBE -> cadence.probingLater(pace);
            case SCHEDULED, MANUAL, RECHECK, TEST -> cadence.probing(pace);
        };
    }

    /** Nothing was decided. A check is repeated after the same wait, and what is OFFLINE is probed. */
    private static Next again(RunTrigger trigger, Standing kept, Pace pace) {
        boolean check = trigger == RunTrigger.PROBE || trigger == RunTrigger.RECHECK;
        boolean fullRunOfOffline = kept.state == State.OFFLINE && kept.cadence.mode() == Mode.SCHEDULED;
        Standing next = fullRunOfOffline ? kept.with(kept.cadence.probing(pace)) : kept;
        return new Next(next, check || fullRunOfOffline ? new Due.In(next.cadence.pause()) : new Due.Unmoved());
    }

    private Standing blamingNobody(Reason why) {
        boolean failedBefore = health == ConnectorHealth.ERROR && reason != null;
        return failedBefore
                ? this
                : new Standing(state, ConnectorHealth.ERROR, since(why), everOnline, transientFailures, cadence);
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

    private Standing with(Cadence next) {
        return new Standing(state, health, reason, everOnline, transientFailures, next);
    }

    /** A reason that goes on holds since it began. */
    private StoredReason since(Reason why) {
        Instant since =
                reason != null && reason.code() == why.code() && reason.since() != null ? reason.since() : why.at();
        return new StoredReason(
                why.code(), why.providerCode(), why.providerRequestId(), why.subject(), why.at(), since);
    }
}
