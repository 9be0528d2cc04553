package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.Reason;
import java.util.Optional;

/**
 * A permission that every look needs; a connection test tries each by one read of its own.
 *
 * @param permission as the provider names it: an IAM action, an Azure operation, a permission of Google Cloud
 */
public record PermissionCheck(String permission, Call call) {

    /** The read that needs it. */
    @FunctionalInterface
    public interface Call {
        /**
         * Makes the call, and drops what it answers.
         *
         * @return why it was not answered; empty when it was
         */
        Optional<Reason> attempt() throws InterruptedException;
    }

    /** As {@link Call#attempt}. */
    public Optional<Reason> attempt() throws InterruptedException {
        return call.attempt();
    }
}
