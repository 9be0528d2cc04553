package io.cloudconnectors.contracts;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a connection test (a run with the trigger {@link RunTrigger#TEST}) tried. A step that needs an earlier one
 * which failed is SKIPPED, so the first that FAILED is where to repair.
 *
 * @param permission what the step tried, of {@link Kind#PERMISSION} alone: an IAM action, an Azure operation, a permission of
 *     Google Cloud
 * @param durationMillis how long it took; 0 when SKIPPED
 * @param reason present when FAILED or WARNING
 */
public record TestStep(
        Kind step,
        @Nullable String permission,
        Result result,
        long durationMillis,
        @Nullable Reason reason) {

    /** What is tried, in this order. */
    public enum Kind {
        /** The credential is accepted: AWS lets the platform assume the role, Entra ID or Google gives a token. */
        SIGN_IN,
        /** It leads to the account, subscription or project that it should. */
        ACCOUNT,
        /** One call that every run needs is allowed; one step for each. */
        PERMISSION,
        /** AWS: the role shuts out whoever does not know the External ID. */
        EXTERNAL_ID
    }

    /** What came of it. */
    public enum Result {
        /** As it should be. */
        PASSED,
        /** Runs work, and something should be looked at all the same. */
        WARNING,
        /** Runs would fail, or miss something that they must see. */
        FAILED,
        /** Not tried, since an earlier step failed. */
        SKIPPED
    }
}
