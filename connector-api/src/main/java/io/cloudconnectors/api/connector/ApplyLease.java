package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The right to apply one set, of one call at a time. It is renewed while the work goes, and ends with its instance. */
final class ApplyLease implements AutoCloseable {
    private final Desk desk;
    private final ApplySetRepository sets;
    private final String set;
    private final Duration lease;
    private final UUID claim = UUID.randomUUID();
    private final AtomicReference<Instant> renewedAt;

    private ApplyLease(Desk desk, ApplySetRepository sets, String set, Duration lease) {
        this.desk = desk;
        this.sets = sets;
        this.set = set;
        this.lease = lease;
        this.renewedAt = new AtomicReference<>(desk.now());
    }

    /** @throws ProblemException APPLY_IN_PROGRESS */
    static ApplyLease take(Desk desk, ApplySetRepository sets, String set, Duration lease) {
        ApplyLease taken = new ApplyLease(desk, sets, set, lease);
        if (!desk.inTransaction(() -> sets.begin(desk.tenant(), set, taken.claim, lease))) {
            throw inProgress();
        }
        return taken;
    }

    /**
     * Called before each item.
     *
     * @throws ProblemException APPLY_IN_PROGRESS when the right went to another call
     */
    void keep() {
        Instant last = Objects.requireNonNull(renewedAt.get());
        Instant now = desk.now();
        if (now.isBefore(last.plus(lease.dividedBy(3))) || !renewedAt.compareAndSet(last, now)) {
            return;
        }
        if (!desk.inTransaction(() -> sets.renew(desk.tenant(), set, claim, lease))) {
            renewedAt.set(last);
            throw inProgress();
        }
    }

    @Override
    public void close() {
        desk.inTransaction(() -> sets.renew(desk.tenant(), set, claim, Duration.ZERO));
    }

    private static ProblemException inProgress() {
        return new ProblemException(
                ProblemCode.APPLY_IN_PROGRESS,
                "Another call is applying this set. Wait for its end and send yours again; applying what is there already"
                        + " changes nothing.");
    }
}
