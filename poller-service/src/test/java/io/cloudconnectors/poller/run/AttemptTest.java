package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.lease.Leases;
import io.cloudconnectors.poller.report.Results;
import io.cloudconnectors.poller.run.Attempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One attempt with a hand-made connector-api and broker, on the real clock with short spans. */
@Timeout(20)
class AttemptTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    private final InstantSource clock = InstantSource.system();
    private final HeldLease api = new HeldLease(() -> answered(Directive.CONTINUE));
    private final Broker broker = new Broker();
    private final AtomicReference<Throwable> workEnded = new AtomicReference<>();

    @Test
    void theEndIsReportedWithTheSlicesThatWereSent() throws InterruptedException {
        // When two slices end, one of which is sent again
        Ending ending = attempt(60, 60, (run, results) -> {
            results.send(sliceEnd(run, "ec2"));
            results.send(sliceEnd(run, "s3"));
            results.send(sliceEnd(run, "s3"));
            return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
        });

        // Then
        assertThat(ending).isEqualTo(Ending.SUCCEEDED);
        assertThat(broker.finished()).singleElement().satisfies(finished -> {
            assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
            assertThat(finished.slices()).isEqualTo(2);
            assertThat(finished.origin().epoch()).isEqualTo(7);
        });
        assertThat(broker.sent.getLast()).isInstanceOf(RunFinished.class);
    }

    @Test
    void heartbeatsKeepALongRunAlive() throws InterruptedException {
        // When a run takes longer than its first lease
        Ending ending = attempt(1, 60, (run, results) -> {
            Awaitility.await().until(() -> api.heartbeats() > 30);
            return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
        });

        // Then
        assertThat(ending).isEqualTo(Ending.SUCCEEDED);
    }

    @Test
    void cancelInterruptsTheWorkAndIsReported() throws InterruptedException {
        // Given
        api.answer(() -> answered(Directive.CANCEL));

        // When
        Ending ending = attempt(60, 60, this::hang);

        // Then
        assertThat(ending).isEqualTo(Ending.CANCELLED);
        assertThat(workEnded.get()).isInstanceOf(InterruptedException.class);
        assertThat(broker.finished()).singleElement().satisfies(finished -> {
            assertThat(finished.outcome()).isEqualTo(RunOutcome.CANCELLED);
            assertThat(finished.reason()).isNull();
        });
    }

    @Test
    void workThatDoesNotLetGoCanSendNothingBehindTheEnd() throws InterruptedException {
        // Given work that ignores its interruption
        api.answer(() -> answered(Directive.CANCEL));
        CountDownLatch goOn = new CountDownLatch(1);

        // When
        Ending ending = attempt(60, 60, (run, results) -> {
            boolean released = false;
            while (!released) {
                try {
                    released = goOn.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException ignored) {
                    released = false;
                }
            }
            try {
                results.send(sliceEnd(run, "ec2"));
            } catch (InterruptedException e) {
                workEnded.set(e);
            }
            return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
        });
        goOn.countDown();

        // Then
        assertThat(ending).isEqualTo(Ending.CANCELLED);
        Awaitility.await().until(() -> workEnded.get() != null);
        assertThat(broker.sent).singleElement().isInstanceOf(RunFinished.class);
    }

    @Test
    void aFencedAttemptStopsAndSendsNothing() throws InterruptedException {
        // Given
        api.answer(() -> answered(Directive.FENCED));

        // When
        Ending ending = attempt(60, 60, this::hang);

        // Then
        assertThat(ending).isEqualTo(Ending.FENCED);
        Awaitility.await().until(() -> workEnded.get() != null);
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void aLeaseWithoutHeartbeatsIsLostAndNothingIsSent() throws InterruptedException {
        // Given
        api.answer(() -> new Leases.Beat.Unreachable("ConnectException"));

        // When
        Ending ending = attempt(1, 60, this::hang);

        // Then
        assertThat(ending).isEqualTo(Ending.LEASE_LOST);
        Awaitility.await().until(() -> workEnded.get() != null);
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void workThatEndsAfterItsLeaseSendsNothing() throws InterruptedException {
        // Given a lease that was over before the work was
        Instant longAgo = clock.instant().minusSeconds(100);

        // When
        Ending ending = attempt(
                new LeasedRun(HeldLease.request(), new LeaseGrant(7, 60, 3600, "token", false), longAgo),
                (run, results) -> new Work.Conclusion(RunOutcome.SUCCEEDED, null));

        // Then
        assertThat(ending).isEqualTo(Ending.LEASE_LOST);
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void workThatWasRefusedGoesToTheNextAttemptAlsoWhenALateHeartbeatRenewsTheLease() throws InterruptedException {
        // Given a heartbeat that is answered after the lease it was sent under, and after the work had something to say
        var refused = new CountDownLatch(1);
        api.answer(() -> {
            awaitQuietly(refused);
            return HeldLease.answered(Directive.CONTINUE, 60);
        });

        // When
        Ending ending = attempt(1, 60, (run, results) -> {
            Awaitility.await().until(() -> clock.instant().isAfter(run.leaseEnd()));
            try {
                results.send(sliceEnd(run, "ec2"));
            } finally {
                refused.countDown();
            }
            return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
        });

        // Then
        assertThat(ending).isEqualTo(Ending.LEASE_LOST);
        assertThat(broker.sent).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRunPastItsBudgetIsStoppedAndFails() throws InterruptedException {
        // When
        Ending ending = attempt(60, 1, this::hang);

        // Then
        assertThat(ending).isEqualTo(Ending.FAILED);
        assertThat(workEnded.get()).isInstanceOf(InterruptedException.class);
        assertThat(broker.finished())
                .singleElement()
                .satisfies(finished ->
                        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.RUN_TIMEOUT));
    }

    @Test
    void aFaultOfOursIsAPlatformError() throws InterruptedException {
        // When
        Ending ending = attempt(60, 60, (run, results) -> {
            throw new IllegalStateException("a bug");
        });

        // Then
        assertThat(ending).isEqualTo(Ending.FAILED);
        assertThat(broker.finished())
                .singleElement()
                .satisfies(finished ->
                        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.PLATFORM_ERROR));
    }

    @Test
    void theLeaseIsKeptUntilTheBrokerHasTheEnd() throws InterruptedException {
        // Given a broker that is slow to answer
        CompletableFuture<Void> taken = new CompletableFuture<>();
        broker.answer = () -> taken;
        AtomicInteger beatsBefore = new AtomicInteger();
        Thread.ofVirtual().start(() -> {
            Awaitility.await().until(() -> api.heartbeats() > 5);
            beatsBefore.set(api.heartbeats());
            taken.complete(null);
        });

        // When
        Ending ending = attempt(1, 60, (run, results) -> new Work.Conclusion(RunOutcome.SUCCEEDED, null));

        // Then
        assertThat(ending).isEqualTo(Ending.SUCCEEDED);
        assertThat(beatsBefore.get()).isGreaterThan(5);
    }

    @Test
    void anEndThatTheBrokerDidNotTakeIsSentAgain() throws InterruptedException {
        // Given
        AtomicInteger tries = new AtomicInteger();
        broker.answer = () -> tries.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new IllegalStateException("broker away"))
                : CompletableFuture.completedFuture(null);

        // When
        Ending ending = attempt(60, 60, (run, results) -> new Work.Conclusion(RunOutcome.SUCCEEDED, null));

        // Then
        assertThat(ending).isEqualTo(Ending.SUCCEEDED);
        assertThat(broker.finished()).hasSize(2).containsOnly(broker.finished().getFirst());
    }

    @Test
    void aStoppingPollerLetsGoOfTheRunAndHandsItBack() throws InterruptedException {
        // Given
        stopOnceRunning();

        // When
        Ending ending = attempt(60, 60, (run, results) -> {
            assertThat(api.handedBack()).isEmpty();
            return hang(run, results);
        });

        // Then
        assertThat(ending).isEqualTo(Ending.HANDED_BACK);
        assertThat(api.handedBack()).containsExactly(7L);
        assertThat(workEnded.get()).isNotNull();
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void aRunThatIsNotTakenBackWaitsForItsLeaseToLapse() {
        // Given
        api.takesBack(false);
        stopOnceRunning();

        // Then
        assertThatThrownBy(() -> attempt(60, 60, this::hang)).isInstanceOf(InterruptedException.class);
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void aRunWhoseEndIsOnItsWayIsNotHandedBack() {
        // Given a broker that does not answer
        broker.answer = CompletableFuture::new;
        stopOnceRunning();

        // Then
        assertThatThrownBy(() -> attempt(60, 60, (run, results) -> new Work.Conclusion(RunOutcome.SUCCEEDED, null)))
                .isInstanceOf(InterruptedException.class);
        assertThat(broker.finished()).hasSize(1);
        assertThat(api.handedBack()).isEmpty();
    }

    private void stopOnceRunning() {
        Thread here = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            Awaitility.await().until(() -> api.heartbeats() > 0);
            here.interrupt();
        });
    }

    private Work.Conclusion hang(LeasedRun run, Results results) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("unreachable");
        } catch (InterruptedException e) {
            workEnded.set(e);
            throw e;
        }
    }

    private Ending attempt(int leaseSeconds, int budgetSeconds, Work work) throws InterruptedException {
        LeaseGrant grant = new LeaseGrant(7, leaseSeconds, budgetSeconds, "token", false);
        return attempt(new LeasedRun(HeldLease.request(), grant, clock.instant()), work);
    }

    private Ending attempt(LeasedRun run, Work work) throws InterruptedException {
        return new Attempt(run, new Attempt.Collaborators(api, work, broker, clock, HEARTBEAT, Duration.ofMillis(200)))
                .run();
    }

    private static ResultEvent sliceEnd(LeasedRun run, String service) {
        return new SliceSeen(
                run.origin(),
                new SliceKey("eu-central-1", service),
                0,
                0,
                List.of(),
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static Leases.Beat answered(Directive directive) {
        return HeldLease.answered(directive, directive == Directive.CONTINUE ? 1 : 0);
    }

    private static final class Broker implements Results {
        private final List<ResultEvent> sent = new CopyOnWriteArrayList<>();
        private volatile Supplier<Future<?>> answer = () -> CompletableFuture.completedFuture(null);

        @Override
        public Future<?> send(ResultEvent event) {
            sent.add(event);
            return answer.get();
        }

        private List<RunFinished> finished() {
            return sent.stream()
                    .filter(RunFinished.class::isInstance)
                    .map(RunFinished.class::cast)
                    .toList();
        }
    }
}
