package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.memory.Scene;
import io.cloudconnectors.api.outcome.OpenRun;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the ports of leases, sweeps and ends promise, whoever keeps it. */
abstract class LeaseContract {
    private static final RunEnd LOST = new RunEnd.Failed(
            new Reason(ReasonCode.LEASE_LOST, null, null, null, Instant.parse("2026-11-24T12:00:00Z")));

    private final Scene scene;
    private final Leases leases;
    private final Sweeps sweeps;
    private final RunEnds ends;

    LeaseContract(Scene scene, Leases leases, Sweeps sweeps, RunEnds ends) {
        this.scene = scene;
        this.leases = leases;
        this.sweeps = sweeps;
        this.ends = ends;
    }

    @Test
    void anAttemptIsLeasedOnceAndRaisesTheEpoch() {
        UUID connector = scene.connector();
        UUID run = scene.queuedRun(connector);

        LeasedAttempt leased = leases.lease(run, 1, "poller-a").orElseThrow().attempt();

        assertThat(leased.runId()).isEqualTo(run);
        assertThat(leased.connectorId()).isEqualTo(connector);
        assertThat(leased.epoch()).isEqualTo(1);
        assertThat(scene.state(run)).isEqualTo("RUNNING");
        assertThat(leases.lease(run, 1, "poller-b")).isEmpty();
    }

    @Test
    void whatIsNotTheCurrentAttemptOrWaitsNoLongerIsNotToBeHad() {
        UUID run = queued();
        UUID expired = queued();
        scene.expireInQueue(expired);

        assertThat(leases.lease(run, 0, "poller-a")).isEmpty();
        assertThat(leases.lease(run, 2, "poller-a")).isEmpty();
        assertThat(leases.lease(UUID.randomUUID(), 1, "poller-a")).isEmpty();
        assertThat(leases.lease(expired, 1, "poller-a")).isEmpty();
        assertThat(scene.state(run)).isEqualTo("QUEUED");
    }

    @Test
    void aHeartbeatOfTheHolderRenewsTheLease() {
        UUID run = queued();
        long epoch = lease(run, 1);
        scene.lapse(run);

        assertThat(leases.beat(run, 1, epoch).orElseThrow().stop()).isEqualTo(RunLife.Stop.NONE);

        assertThat(sweeps.lapsed()).doesNotContain(run);
    }

    @Test
    void anybodyElsesHeartbeatDoesNot() {
        UUID run = queued();
        long epoch = lease(run, 1);
        scene.lapse(run);

        assertThat(leases.beat(run, 1, epoch - 1)).isEmpty();
        assertThat(leases.beat(run, 2, epoch)).isEmpty();
        assertThat(leases.beat(UUID.randomUUID(), 1, epoch)).isEmpty();

        assertThat(sweeps.lapsed()).contains(run);
    }

    @Test
    void aRunThatIsToStopIsNotRenewed() {
        UUID cancelled = queued();
        long first = lease(cancelled, 1);
        scene.lapse(cancelled);
        scene.askToCancel(cancelled);
        UUID overdue = queued();
        long second = lease(overdue, 1);
        scene.lapse(overdue);
        scene.passDeadline(overdue);

        assertThat(leases.beat(cancelled, 1, first).orElseThrow().stop()).isEqualTo(RunLife.Stop.REQUESTED);
        assertThat(leases.beat(overdue, 1, second).orElseThrow().stop()).isEqualTo(RunLife.Stop.OVERDUE);
        assertThat(ends.open(cancelled).orElseThrow().life().stop()).isEqualTo(RunLife.Stop.REQUESTED);
        assertThat(ends.open(overdue).orElseThrow().life().stop()).isEqualTo(RunLife.Stop.OVERDUE);

        assertThat(sweeps.lapsed()).contains(cancelled, overdue);
    }

    @Test
    void aLeaseThatHoldsIsNotFoundLapsedNorTakenBack() {
        UUID run = queued();
        lease(run, 1);
        OpenRun open = ends.open(run).orElseThrow();

        assertThat(sweeps.lapsed()).doesNotContain(run);
        assertThat(sweeps.requeue(open, new RunLife.Queued(2))).isEmpty();
        assertThat(ends.lapse(open, LOST)).isFalse();
        assertThat(scene.state(run)).isEqualTo("RUNNING");
    }

    @Test
    void aLapsedRunIsQueuedAsTheNextAttemptAndTheOldOneHasNoPartInIt() {
        UUID run = queued();
        long epoch = lease(run, 1);
        scene.lapse(run);
        OpenRun open = ends.open(run).orElseThrow();

        OutboxRow message = sweeps.requeue(open, new RunLife.Queued(2)).orElseThrow();

        assertThat(scene.request(message).attempt()).isEqualTo(2);
        assertThat(scene.state(run)).isEqualTo("QUEUED");
        assertThat(sweeps.requeue(open, new RunLife.Queued(2))).isEmpty();
        assertThat(ends.finish(open, new RunEnd.Succeeded())).isFalse();
        assertThat(leases.lease(run, 1, "poller-a")).isEmpty();
        assertThat(lease(run, 2)).isEqualTo(epoch + 1);
        assertThat(leases.beat(run, 1, epoch)).isEmpty();
        assertThat(ends.finish(open, new RunEnd.Succeeded())).isFalse();
    }

    @Test
    void aRunThatIsHandedBackIsQueuedAtOnceAndItsOldAttemptHasNoPartInIt() {
        UUID run = queued();
        long epoch = lease(run, 1);
        OpenRun open = ends.open(run).orElseThrow();

        OutboxRow message = sweeps.handBack(open, new RunLife.Queued(2)).orElseThrow();

        assertThat(scene.request(message).attempt()).isEqualTo(2);
        assertThat(scene.state(run)).isEqualTo("QUEUED");
        assertThat(sweeps.handBack(open, new RunLife.Queued(2))).isEmpty();
        assertThat(ends.finish(open, new RunEnd.Succeeded())).isFalse();
        assertThat(leases.beat(run, 1, epoch)).isEmpty();
        assertThat(leases.lease(run, 1, "poller-a")).isEmpty();
        assertThat(lease(run, 2)).isEqualTo(epoch + 1);
        assertThat(sweeps.handBack(open, new RunLife.Queued(2))).isEmpty();
        assertThat(ends.open(run).orElseThrow().life().handedBack()).isEqualTo(1);
    }

    @Test
    void aLapseIsNoHandBack() {
        UUID run = queued();
        lease(run, 1);
        scene.lapse(run);
        sweeps.requeue(ends.open(run).orElseThrow(), new RunLife.Queued(2)).orElseThrow();
        lease(run, 2);

        assertThat(ends.open(run).orElseThrow().life().handedBack()).isZero();
    }

    @Test
    void whatIsToStopIsNotHandedBack() {
        UUID cancelled = queued();
        lease(cancelled, 1);
        OpenRun open = ends.open(cancelled).orElseThrow();
        scene.askToCancel(cancelled);
        UUID overdue = queued();
        lease(overdue, 1);
        scene.passDeadline(overdue);

        assertThat(sweeps.handBack(open, new RunLife.Queued(2))).isEmpty();
        assertThat(sweeps.handBack(ends.open(overdue).orElseThrow(), new RunLife.Queued(2)))
                .isEmpty();
        assertThat(scene.state(cancelled)).isEqualTo("RUNNING");
        assertThat(scene.state(overdue)).isEqualTo("RUNNING");
    }

    @Test
    void aRunThatSomebodyCancelledMeanwhileIsNotQueuedAgain() {
        UUID run = queued();
        lease(run, 1);
        scene.lapse(run);
        OpenRun open = ends.open(run).orElseThrow();
        scene.askToCancel(run);

        assertThat(sweeps.requeue(open, new RunLife.Queued(2))).isEmpty();
        assertThat(scene.state(run)).isEqualTo("RUNNING");
    }

    @Test
    void aRunEndsOnceAndFreesItsConnector() {
        UUID connector = scene.connector();
        UUID run = scene.queuedRun(connector);
        assertThat(ends.open(run)).isEmpty();
        lease(run, 1);
        OpenRun open = ends.open(run).orElseThrow();

        assertThat(ends.finish(open, new RunEnd.Succeeded())).isTrue();

        assertThat(ends.finish(open, LOST)).isFalse();
        assertThat(ends.lapse(open, LOST)).isFalse();
        assertThat(ends.open(run)).isEmpty();
        assertThat(scene.state(run)).isEqualTo("SUCCEEDED");
        assertThat(scene.activeRun(connector)).isNull();
        assertThat(leases.lease(run, 1, "poller-a")).isEmpty();
        assertThat(leases.beat(run, 1, open.life().epoch())).isEmpty();
    }

    @Test
    void aRunWhoseLeaseLapsedCanBeEnded() {
        UUID run = queued();
        lease(run, 1);
        scene.lapse(run);

        assertThat(ends.lapse(ends.open(run).orElseThrow(), LOST)).isTrue();
        assertThat(scene.state(run)).isEqualTo("FAILED");
    }

    @Test
    void aQueuedRunIsSentAgainAsTheSameAttemptAndCanBeLeasedAgain() {
        UUID run = queued();
        scene.waited(run, Duration.ofMinutes(3), Duration.ofMinutes(3));
        scene.expireInQueue(run);

        assertThat(resent(run)).containsExactly(1);
        assertThat(resent(run)).isEmpty();
        assertThat(leases.lease(run, 1, "poller-a")).isPresent();
    }

    @Test
    void itWaitsTwiceAsLongEachTime() {
        UUID run = queued();
        scene.waited(run, Duration.ofMinutes(40), Duration.ofMinutes(19));
        assertThat(resent(run)).isEmpty();

        scene.waited(run, Duration.ofMinutes(40), Duration.ofMinutes(20));
        assertThat(resent(run)).containsExactly(1);
    }

    @Test
    void aRunThatIsQueuedAgainWaitsAnew() {
        UUID run = queued();
        scene.waited(run, Duration.ofHours(5), Duration.ofHours(2));
        lease(run, 1);
        scene.lapse(run);
        sweeps.requeue(ends.open(run).orElseThrow(), new RunLife.Queued(2)).orElseThrow();
        scene.loseMessages();
        scene.letPass(run, Duration.ofMinutes(3));

        assertThat(resent(run)).containsExactly(2);
    }

    @Test
    void whatWaitsInTheOutboxIsNotSentAgain() {
        UUID run = queued();
        lease(run, 1);
        scene.lapse(run);
        sweeps.requeue(ends.open(run).orElseThrow(), new RunLife.Queued(2)).orElseThrow();
        scene.waited(run, Duration.ofMinutes(5), Duration.ofMinutes(5));

        assertThat(resent(run)).isEmpty();
    }

    private List<Integer> resent(UUID run) {
        return sweeps.resend().stream()
                .map(scene::request)
                .filter(request -> request.runId().equals(run))
                .map(request -> request.attempt())
                .toList();
    }

    private UUID queued() {
        return scene.queuedRun(scene.connector());
    }

    private long lease(UUID run, int attempt) {
        return leases.lease(run, attempt, "poller-a").orElseThrow().attempt().epoch();
    }
}
