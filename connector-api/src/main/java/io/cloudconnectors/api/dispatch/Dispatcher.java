package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Makes the runs that are due. */
@ApplicationScoped
class Dispatcher {
    private final ClaimRepository claims;
    private final OutboxRelay relay;
    private final MeterRegistry meters;
    private final Timer claimTime;
    private final DistributionSummary claimSize;

    Dispatcher(ClaimRepository claims, OutboxRelay relay, MeterRegistry meters) {
        this.claims = claims;
        this.relay = relay;
        this.meters = meters;
        this.claimTime = meters.timer("dispatch.claim.time");
        this.claimSize = meters.summary("dispatch.claim.size");
    }

    /**
     * Sends what was left behind, then claims and sends batch after batch until nothing more is due. While Kafka is away
     * the first send fails and nothing further is claimed: what is due stays due.
     */
    void tick() throws InterruptedException {
        relay.sendLeftBehind();
        Claim claim;
        do {
            claim = Objects.requireNonNull(claimTime.record(claims::claim));
            count(claim);
            relay.send(claim.messages());
        } while (claim.full());
    }

    private void count(Claim claim) {
        int claimed = claim.messages().size() + claim.skipped();
        if (claimed > 0) {
            claimSize.record(claimed);
            meters.counter("dispatch.runs", "state", "queued")
                    .increment(claim.messages().size());
            meters.counter("dispatch.runs", "state", "skipped").increment(claim.skipped());
        }
    }
}
