package io.cloudconnectors.local.cloud.fault;

import io.cloudconnectors.local.cloud.http.ForeignPages;
import io.cloudconnectors.local.cloud.http.Reply;
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
     * What any service may suffer before it is asked: the call waits until the fault is lifted or its seconds are over, or it
     * is dropped. What a service itself would say is for its cloud to say.
     *
     * @throws Dropped when the connection is to be closed; also when the process stops meanwhile
     */
    public void strike() {
        if (kind() == FaultKind.DROP) {
            throw new Dropped();
        }
        if (kind() == FaultKind.HANG) {
            Integer seconds = fault.seconds();
            await(seconds == null ? Long.MAX_VALUE : seconds, TimeUnit.SECONDS);
        }
        if (kind() == FaultKind.SLOW) {
            Integer millis = fault.millis();
            await(millis == null ? 0 : millis, TimeUnit.MILLISECONDS);
        }
    }

    private void await(long time, TimeUnit unit) {
        try {
            var _ = lifted.await(time, unit);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Dropped();
        }
    }

    /** What becomes of the answer on its way. */
    public Reply spoil(Reply reply) {
        return switch (kind()) {
            case TRUNCATE -> reply.delivered(Reply.Delivery.CUT);
            case MALFORMED_XML ->
                reply.withBody(reply.body().substring(0, reply.body().length() * 2 / 3));
            case HTML_PAGE -> ForeignPages.html();
            case XML_PAGE -> ForeignPages.xml();
            case THROTTLE,
                    EXPIRED_SESSION,
                    UNAVAILABLE,
                    SERVER_ERROR,
                    NOT_SUBSCRIBED,
                    REGION_DISABLED,
                    DROP,
                    HANG,
                    SLOW,
                    ENDLESS_PAGES -> reply;
        };
    }

    void lift() {
        lifted.countDown();
    }
}
