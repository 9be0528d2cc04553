package io.cloudconnectors.api.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RunOutcome;
import org.jspecify.annotations.Nullable;

/** How a run ended. Only an end with a reason can have one, and none that needs one lacks it. */
public sealed interface RunEnd {
    /** Everything was seen. */
    record Succeeded() implements RunEnd {}

    /** Everything was seen, and something should be acted on all the same. */
    record Warned(Reason reason) implements RunEnd {}

    /** The account was reached, and something in it could not be looked at. */
    record Partial(Reason reason) implements RunEnd {}

    /** Nothing was seen. */
    record Failed(Reason reason) implements RunEnd {}

    /** Somebody stopped it. */
    record Cancelled() implements RunEnd {}

    /** The state in which a run with this end stays. */
    default RunState state() {
        return switch (this) {
            case Succeeded _, Warned _ -> RunState.SUCCEEDED;
            case Partial _ -> RunState.PARTIAL;
            case Failed _ -> RunState.FAILED;
            case Cancelled _ -> RunState.CANCELLED;
        };
    }

    /** Whether it reached the account. */
    default boolean reached() {
        return switch (this) {
            case Succeeded _, Warned _, Partial _ -> true;
            case Failed _, Cancelled _ -> false;
        };
    }

    /** Why it did not succeed, or what to act on although it did. */
    default @Nullable Reason why() {
        return switch (this) {
            case Succeeded _, Cancelled _ -> null;
            case Warned(Reason reason) -> reason;
            case Partial(Reason reason) -> reason;
            case Failed(Reason reason) -> reason;
        };
    }

    /**
     * What a poller reported.
     *
     * @throws IllegalArgumentException for PARTIAL or FAILED without a reason
     */
    static RunEnd reported(RunOutcome outcome, @Nullable Reason reason) {
        return switch (outcome) {
            case SUCCEEDED -> reason == null || !isWarning(reason) ? new Succeeded() : new Warned(reason);
            case PARTIAL -> new Partial(present(outcome, reason));
            case FAILED -> new Failed(present(outcome, reason));
            case CANCELLED -> new Cancelled();
        };
    }

    private static boolean isWarning(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case WARNING -> true;
            case PERMANENT, TRANSIENT, PARTIAL, SKIPPED, PLATFORM, AWAITING -> false;
        };
    }

    private static Reason present(RunOutcome outcome, @Nullable Reason reason) {
        if (reason == null) {
            throw new IllegalArgumentException(outcome + " without a reason");
        }
        return reason;
    }
}
