package io.cloudconnectors.api.dispatch;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Makes the runs that are due. */
@ApplicationScoped
class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    /** One claims while what the other claimed is on its way to Kafka. */
    private static final int SIDE_BY_SIDE = 2;

    private final Claims claims;
    private final ClaimPlace place = new ClaimPlace();
    private final OutboxRelay relay;
    private final int claimers;
    private final MeterRegistry meters;
    private final Timer claimTime;
    private final DistributionSummary claimSize;
    private boolean held;
    private volatile boolean stopping;

    @Inject
    Dispatcher(Claims claims, OutboxRelay relay, MeterRegistry meters) {
        this(claims, relay, meters, SIDE_BY_SIDE);
    }

    /** @param claimers how many claim side by side once a batch was full; one does it in the thread of the tick */
    Dispatcher(Claims claims, OutboxRelay relay, MeterRegistry meters, int claimers) {
        this.claims = claims;
        this.relay = relay;
        this.meters = meters;
        this.claimers = claimers;
        this.claimTime = meters.timer("dispatch.claim.time");
        this.claimSize = meters.summary("dispatch.claim.size");
    }

    /**
     * Claims and sends batch after batch until nothing more is due. While Kafka is away the first send fails and nothing
     * further is claimed in this tick, and nothing at all once the outbox is full: what is due stays due. The outbox is
     * looked at once in a tick, for a tick that goes on leaves no more in it than it found.
     */
    void tick() throws InterruptedException {
        if (isHeld() || !claimAndSend() || stopping) {
            return;
        }
        if (claimers == 1) {
            var _ = claimAndSendAll();
        } else {
            sideBySide();
        }
    }

    /** Lets a tick that claims batch after batch end after the batch that it is at. */
    void stop() {
        stopping = true;
    }

    /** One batch; answers whether there may be more to claim. */
    private boolean claimAndSend() throws InterruptedException {
        ClaimPlace.From from = place.next();
        Claim claim = Objects.requireNonNull(claimTime.record(() -> claims.claim(from.due())));
        place.came(from, claim.reached(), claim.full());
        count(claim);
        relay.send(claim.messages());
        return claim.full();
    }

    private void sideBySide() throws InterruptedException {
        Callable<Integer> all = this::claimAndSendAll;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : threads.invokeAll(Collections.nCopies(claimers, all))) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Answers how many batches it claimed, the last one included. */
    private int claimAndSendAll() throws InterruptedException {
        int batches = 1;
        while (claimAndSend() && !stopping) {
            batches++;
        }
        return batches;
    }

    private boolean isHeld() {
        boolean full = relay.isFull();
        if (full != held) {
            LOG.warnf("The outbox %s", full ? "is full; nothing is claimed until Kafka takes it" : "has room again");
            held = full;
        }
        return full;
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
