package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.Reason;
import java.util.Optional;

/** A permission that every look needs; a connection test tries each by one read of its own. */
public interface PermissionCheck {

    /** As the provider names it: an IAM action, an Azure operation, a permission of Google Cloud. */
    String permission();

    /**
     * Makes the call, and drops what it answers.
     *
     * @return why it was not answered; empty when it was
     */
    Optional<Reason> attempt() throws InterruptedException;
}
