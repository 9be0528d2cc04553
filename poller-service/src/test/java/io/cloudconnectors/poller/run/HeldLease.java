package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.poller.lease.Leases;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A connector-api whose lease is granted already: it counts heartbeats and answers them as a test says. */
final class HeldLease implements Leases {
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final List<Long> handedBack = new CopyOnWriteArrayList<>();
    private volatile Supplier<Beat> answer;
    private volatile boolean takesBack = true;

    HeldLease(Supplier<Beat> answer) {
        this.answer = answer;
    }

    /** The request of a run that is leased. */
    static RunRequest request() {
        return new RunRequest(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "acme",
                Provider.AWS,
                RunTrigger.SCHEDULED,
                new RunSettings(new RunSettings.Aws("111122223333", "aws", List.of()), null, null),
                new CredentialReference(UUID.randomUUID(), 1),
                Instant.EPOCH,
                3600);
    }

    /** An answer, with a lease of so many seconds. */
    static Beat answered(Directive directive, int leaseSeconds) {
        return new Beat.Answered(new HeartbeatAnswer(directive, null, leaseSeconds));
    }

    /** Answers from now on. */
    void answer(Supplier<Beat> now) {
        answer = now;
    }

    int heartbeats() {
        return heartbeats.get();
    }

    @Override
    public Lease lease(RunRequest request) {
        throw new AssertionError("The attempt is leased already");
    }

    @Override
    public Beat heartbeat(RunRequest request, long epoch) {
        heartbeats.incrementAndGet();
        return answer.get();
    }

    /** Whether runs that are handed back are taken. */
    void takesBack(boolean taken) {
        takesBack = taken;
    }

    List<Long> handedBack() {
        return handedBack;
    }

    @Override
    public boolean handBack(RunRequest request, long epoch) {
        handedBack.add(epoch);
        return takesBack;
    }
}
