package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.poller.lease.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Watches over the lease of one attempt: sends heartbeats when they are due, and says what follows from their answers and
 * from the time. It waits for nothing and starts nothing; whoever controls the attempt asks it when {@link #nextEvent} has
 * come.
 */
final class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final LeasedRun run;
    private final Leases leases;
    private final Outlet outlet;
    private final InstantSource clock;
    private final Duration heartbeat;
    private Instant nextBeat;

    /** What the attempt is to do. */
    enum Order {
        GO_ON,
        CANCEL,
        FENCED,
        LOST
    }

    Watch(LeasedRun run, Leases leases, Outlet outlet, InstantSource clock, Duration heartbeat) {
        this.run = run;
        this.leases = leases;
        this.outlet = outlet;
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.nextBeat = clock.instant().plus(heartbeat);
    }

    /** When it is to be asked next, if nothing happens before: a heartbeat is due, or the lease over. */
    Instant nextEvent() {
        return nextBeat.isBefore(outlet.leaseEnd()) ? nextBeat : outlet.leaseEnd();
    }

    /** Whether the time that the run was given is over. */
    boolean isOverdue() {
        return !clock.instant().isBefore(run.deadline());
    }

    /** Sends a heartbeat when one is due, and says what follows. */
    Order order() {
        if (outlet.leaseIsOver()) {
            return Order.LOST;
        }
        Instant asked = clock.instant();
        if (asked.isBefore(nextBeat) && !wasSetBack(asked)) {
            return Order.GO_ON;
        }
        nextBeat = asked.plus(heartbeat);
        return switch (leases.heartbeat(run.request(), run.grant().epoch())) {
            case Leases.Beat.Answered(var answer) -> obey(answer, asked);
            case Leases.Beat.Unreachable(var why) -> {
                LOG.warnf("No answer to a heartbeat (%s); the lease ends at %s", why, outlet.leaseEnd());
                // Sooner than usual: there is a lease to lose.
                nextBeat = clock.instant().plus(heartbeat.dividedBy(4));
                yield outlet.leaseIsOver() ? Order.LOST : Order.GO_ON;
            }
        };
    }

    /** Whether the next heartbeat is further ahead than it ever is put: to wait for it would be to lose the lease. */
    private boolean wasSetBack(Instant now) {
        return nextBeat.isAfter(now.plus(heartbeat));
    }

    private Order obey(HeartbeatAnswer answer, Instant asked) {
        return switch (answer.directive()) {
            case CONTINUE -> {
                outlet.leaseUntil(asked.plusSeconds(answer.leaseSeconds()));
                yield Order.GO_ON;
            }
            case CANCEL -> Order.CANCEL;
            case FENCED -> Order.FENCED;
        };
    }
}
