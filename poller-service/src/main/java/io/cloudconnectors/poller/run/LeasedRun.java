package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RunRequest;
import java.time.Instant;

/**
 * An attempt that is this poller's.
 *
 * @param since when the lease was asked for. It was granted later, so that here it ends before it ends there
 */
record LeasedRun(RunRequest request, LeaseGrant grant, Instant since) {

    ResultEvent.Origin origin() {
        return new ResultEvent.Origin(
                request.runId(), request.attempt(), grant.epoch(), request.connectorId(), request.tenant());
    }

    Instant leaseEnd() {
        return since.plusSeconds(grant.leaseSeconds());
    }

    Instant deadline() {
        return since.plusSeconds(grant.budgetSeconds());
    }
}
