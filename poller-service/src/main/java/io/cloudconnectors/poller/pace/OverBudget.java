package io.cloudconnectors.poller.pace;

import org.jspecify.annotations.Nullable;

/**
 * A request that would have to wait for its turn longer than there is time. Nothing was sent. Made without a stack trace:
 * it is an outcome.
 */
public final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    OverBudget(String bucket) {
        super("The turn of a request comes too late: " + bucket, null, false, false);
        this.code = "RequestBudget:" + bucket;
    }

    /** What a reason says in the place of a provider's code: which bucket was empty. */
    public String code() {
        return code;
    }

    /** What is at the bottom of a failure, however an SDK has wrapped it. */
    public static @Nullable OverBudget in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OverBudget over) {
                return over;
            }
        }
        return null;
    }
}
