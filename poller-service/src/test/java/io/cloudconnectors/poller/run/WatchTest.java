package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.run.Watch.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A lease of 90 s with a heartbeat every 30 s, on a clock that is set by hand. */
class WatchTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private Instant now = START;
    private int heartbeats;

    @Test
    void aHeartbeatIsSentWhenItIsDue() {
        Watch watch = watch();

        assertThat(at(watch, 29)).isEqualTo(Order.GO_ON);
        assertThat(heartbeats).isZero();

        assertThat(at(watch, 30)).isEqualTo(Order.GO_ON);
        assertThat(heartbeats).isEqualTo(1);
        assertThat(watch.nextEvent()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aClockThatIsSetBackKeepsNoHeartbeatWaiting() {
        Watch watch = watch();

        assertThat(at(watch, -600)).isEqualTo(Order.GO_ON);

        assertThat(heartbeats).isEqualTo(1);
        assertThat(watch.nextEvent()).isEqualTo(START.minusSeconds(570));
    }

    private Order at(Watch watch, int seconds) {
        now = START.plusSeconds(seconds);
        return watch.order();
    }

    private Watch watch() {
        RunRequest request = new RunRequest(
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
        LeasedRun run = new LeasedRun(request, new LeaseGrant(7, 90, 3600, "token", false), START);
        Outlet outlet = new Outlet(_ -> CompletableFuture.completedFuture(null), () -> now, run.leaseEnd());
        return new Watch(run, new Api(), outlet, () -> now, HEARTBEAT);
    }

    private final class Api implements Leases {
        @Override
        public Lease lease(RunRequest request) {
            throw new AssertionError("The attempt is leased already");
        }

        @Override
        public Beat heartbeat(RunRequest request, long epoch) {
            heartbeats++;
            return new Beat.Answered(new HeartbeatAnswer(Directive.CONTINUE, null, 90));
        }
    }
}
