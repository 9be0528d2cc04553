package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Pacing;
import io.cloudconnectors.poller.provider.CallCount;
import io.cloudconnectors.poller.provider.Visit;
import java.time.Duration;
import java.time.Instant;

/**
 * An attempt that is this poller's.
 *
 * @param since when the lease was asked for. It was granted later, so that here it ends before it ends there
 * @param calls what is sent to the cloud for it
 */
record LeasedRun(RunRequest request, LeaseGrant grant, Instant since, CallCount calls) {
    LeasedRun(RunRequest request, LeaseGrant grant, Instant since) {
        this(request, grant, since, new CallCount());
    }

    /** @param now what {@link #deadline} is measured against */
    Visit visit(RevealedCredential credential, Pacing pacing, Instant now) {
        Pace pace = pacing.of(request, Duration.between(now, deadline()), calls::add);
        return new Visit(request, credential, grant.denials(), calls, pace);
    }

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
