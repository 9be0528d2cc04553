package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.poller.run.Watch.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A lease of 90 s with a heartbeat every 30 s, on a clock that is set by hand. */
class WatchTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final HeldLease leases = new HeldLease(() -> HeldLease.answered(Directive.CONTINUE, 90));
    private Instant now = START;

    @Test
    void aHeartbeatIsSentWhenItIsDue() {
        Watch watch = watch();

        assertThat(at(watch, 29)).isEqualTo(Order.GO_ON);
        assertThat(leases.heartbeats()).isZero();

        assertThat(at(watch, 30)).isEqualTo(Order.GO_ON);
        assertThat(leases.heartbeats()).isEqualTo(1);
        assertThat(watch.nextEvent()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aClockThatIsSetBackKeepsNoHeartbeatWaiting() {
        Watch watch = watch();

        assertThat(at(watch, -600)).isEqualTo(Order.GO_ON);

        assertThat(leases.heartbeats()).isEqualTo(1);
        assertThat(watch.nextEvent()).isEqualTo(START.minusSeconds(570));
    }

    private Order at(Watch watch, int seconds) {
        now = START.plusSeconds(seconds);
        return watch.order();
    }

    private Watch watch() {
        LeasedRun run = new LeasedRun(HeldLease.request(), new LeaseGrant(7, 90, 3600, "token", false), START);
        Outlet outlet = new Outlet(_ -> CompletableFuture.completedFuture(null), () -> now, run.leaseEnd());
        return new Watch(run, leases, outlet, () -> now, HEARTBEAT);
    }
}
