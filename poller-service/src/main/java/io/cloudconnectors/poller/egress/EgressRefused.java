package io.cloudconnectors.poller.egress;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not made: the host is none of the cloud's, the scheme is not https, or the name leads to an address
 * inside of our own network. A kind of {@link UnknownHostException}, since this is what a resolver may throw.
 */
public final class EgressRefused extends UnknownHostException {
    /** What a reason says in the place of a provider's code. */
    public static final String CODE = "EgressRefused";

    private static final long serialVersionUID = 1;

    EgressRefused(String what) {
        super(what);
    }

    /** Whether it is at the bottom of a failure, however an SDK has wrapped it. */
    public static boolean in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EgressRefused) {
                return true;
            }
        }
        return false;
    }
}
