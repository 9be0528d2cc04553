package io.cloudconnectors.api.lease;

import io.cloudconnectors.api.inventory.Fences;
import io.cloudconnectors.api.lease.Leases.Beat;
import io.cloudconnectors.api.lease.Leases.Leased;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.api.runtoken.RunTokens;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.LeaseGrant;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Grants leases and answers heartbeats. */
@ApplicationScoped
class LeaseKeeper {
    private static final HeartbeatAnswer FENCED = new HeartbeatAnswer(Directive.FENCED, null, 0);

    private final Leases leases;
    private final TestLeaseRepository tests;
    private final Fences fences;
    private final RunTokens tokens;
    private final LeaseConfig config;
    private final MeterRegistry meters;

    LeaseKeeper(
            Leases leases,
            TestLeaseRepository tests,
            Fences fences,
            RunTokens tokens,
            LeaseConfig config,
            MeterRegistry meters) {
        this.leases = leases;
        this.tests = tests;
        this.fences = fences;
        this.tokens = tokens;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Leases an attempt: first the run, then the fence of the inventory, then the answer. When the fence cannot be raised
     * the caller gets an error and the lease lapses unused, so nobody ever holds a lease whose older epochs are not
     * fenced off.
     *
     * @return empty when the attempt is not to be had
     */
    Optional<LeaseGrant> lease(UUID runId, int attempt, String poller) {
        Optional<LeaseGrant> granted = leases.lease(runId, attempt, poller)
                .map(this::grant)
                .or(() -> tests.lease(runId, attempt, poller).map(this::grant));
        meters.counter("lease.requests", "answer", granted.isPresent() ? "granted" : "refused")
                .increment();
        return granted;
    }

    private LeaseGrant grant(Leased leased) {
        LeasedAttempt attempt = leased.attempt();
        fences.raise(attempt.connectorId(), attempt.epoch(), attempt.tenant(), leased.provider());
        return grant(attempt, leased.budgetSeconds(), leased.unproved(), leased.denials());
    }

    /** A connection test writes nothing to the inventory, so there is no fence to raise; and it asks for everything. */
    private LeaseGrant grant(TestLeaseRepository.Leased leased) {
        return grant(leased.attempt(), leased.budgetSeconds(), false, List.of());
    }

    private LeaseGrant grant(
            LeasedAttempt attempt, int budgetSeconds, boolean proveExternalId, List<KnownDenial> denials) {
        return new LeaseGrant(
                attempt.epoch(),
                leaseSeconds(),
                budgetSeconds,
                tokens.sign(attempt.tokenSubject()),
                proveExternalId,
                denials);
    }

    /** Renews a lease, or says what to do instead. */
    HeartbeatAnswer heartbeat(UUID runId, int attempt, long epoch) {
        HeartbeatAnswer answer = leases.beat(runId, attempt, epoch)
                .or(() -> tests.beat(runId, attempt, epoch))
                .map(this::answer)
                .orElse(FENCED);
        meters.counter("lease.heartbeats", "answer", answer.directive().name()).increment();
        return answer;
    }

    private HeartbeatAnswer answer(Beat beat) {
        LeasedAttempt held = beat.attempt();
        Directive directive =
                new RunLife.Running(held.attempt(), held.epoch(), beat.stop()).heartbeat(held.attempt(), held.epoch());
        return switch (directive) {
            case CONTINUE -> new HeartbeatAnswer(directive, tokens.sign(held.tokenSubject()), leaseSeconds());
            case CANCEL, FENCED -> new HeartbeatAnswer(directive, null, 0);
        };
    }

    private int leaseSeconds() {
        return Math.toIntExact(config.duration().toSeconds());
    }
}
