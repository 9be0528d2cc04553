package io.cloudconnectors.local.cloud.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that was set and not lifted yet. */
public final class ActiveFault {
    private final int id;
    private final Fault fault;
    private final AtomicInteger hits = new AtomicInteger();
    private final CountDownLatch lifted = new CountDownLatch(1);

    ActiveFault(int id, Fault fault) {
        this.id = id;
        this.fault = fault;
    }

    public int id() {
        return id;
    }

    public Fault fault() {
        return fault;
    }

    public FaultKind kind() {
        return fault.kind();
    }

    /** How many calls it has hit. */
    public int hits() {
        Integer count = fault.count();
        return count == null ? hits.get() : Math.min(hits.get(), count);
    }

    /** Takes one of its hits; false when none is left. */
    boolean take() {
        Integer count = fault.count();
        return hits.incrementAndGet() <= (count == null ? Integer.MAX_VALUE : count);
    }

    /**
     * Waits until it is lifted, or for its seconds.
     *
     * @return whether it was lifted
     */
    public boolean hang() throws InterruptedException {
        Integer seconds = fault.seconds();
        return lifted.await(seconds == null ? Long.MAX_VALUE : seconds, TimeUnit.SECONDS);
    }

    void lift() {
        lifted.countDown();
    }
}
