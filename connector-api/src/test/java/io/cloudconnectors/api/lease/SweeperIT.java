package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.dispatch.OutboxRelay;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.outcome.OutcomeFixture;
import io.cloudconnectors.api.outcome.RunEnds;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunStateChanged;
import io.cloudconnectors.contracts.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SweeperIT {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static volatile Instant now = START;
    private static EngineDatabases databases;
    private static LeaseKeeper keeper;
    private static SweepRepository sweeps;
    private static Sweeper sweeper;
    private static HandBacks handBacks;

    @BeforeAll
    static void migrate() throws InterruptedException {
        databases = EngineDatabases.fresh();
        LeaseConfig config = LeaseFixture.config();
        keeper = LeaseFixture.keeper(databases);
        sweeps =
                new SweepRepository(databases.engine(), EngineDatabases.JSON, config, DispatchFixture.config(Map.of()));
        RunEnds ends = OutcomeFixture.ends(databases.engine());
        OutboxRelay relay = DispatchFixture.relay(databases, Kafka.clients());
        handBacks = new HandBacks(sweeps, ends, relay, new SimpleMeterRegistry());
        sweeper = new Sweeper(sweeps, ends, relay, config, () -> now, new SimpleMeterRegistry());
        for (int passed = 0; passed <= 90; passed += 30) {
            now = START.plusSeconds(passed); // the grace after a start is over
            sweeper.sweep();
        }
    }

    @Test
    void aLeaseThatHoldsIsLeftAlone() throws InterruptedException {
        UUID run = databases.queuedRun(databases.connector("acme"));
        keeper.lease(run, 1, "poller-a").orElseThrow();

        sweeper.sweep();

        assertThat(databases.run(run, "state")).isEqualTo("RUNNING");
    }

    @Test
    void aLapsedLeaseIsSentAgainAsTheNextAttemptAndTheOldOneIsFenced() throws Exception {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        LeaseGrant first = keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE connector SET credential_version = 5 WHERE id = ?", connector);

        lapse(run);
        sweeper.sweep();

        var record =
                Kafka.await(Topics.RUNS_SCHEDULED, r -> connector.toString().equals(r.key()));
        RunRequest request = EngineDatabases.JSON.readValue(record.value(), RunRequest.class);
        assertThat(request.attempt()).isEqualTo(2);
        assertThat(request.credential().version()).isEqualTo(5);
        assertThat(databases.schedule(connector, "running_since")).isNull();
        assertThat(databases.schedule(connector, "active_run_id")).isEqualTo(run.toString());
        assertThat(keeper.heartbeat(run, 1, first.epoch()).directive()).isEqualTo(Directive.FENCED);

        LeaseGrant second = keeper.lease(run, 2, "poller-b").orElseThrow();

        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(keeper.heartbeat(run, 1, first.epoch()).directive()).isEqualTo(Directive.FENCED);
        assertThat(keeper.heartbeat(run, 2, second.epoch()).directive()).isEqualTo(Directive.CONTINUE);
    }

    @Test
    void aRunThatIsHandedBackIsSentAtOnceAndDoesNotCountAsALapse() throws Exception {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        LeaseGrant first = keeper.lease(run, 1, "poller-a").orElseThrow();

        assertThat(handBacks.take(run, 1, first.epoch() + 1)).isFalse();
        assertThat(handBacks.take(run, 1, first.epoch())).isTrue();
        assertThat(handBacks.take(run, 1, first.epoch())).isFalse();

        var record =
                Kafka.await(Topics.RUNS_SCHEDULED, r -> connector.toString().equals(r.key()));
        assertThat(EngineDatabases.JSON
                        .readValue(record.value(), RunRequest.class)
                        .attempt())
                .isEqualTo(2);
        assertThat(keeper.heartbeat(run, 1, first.epoch()).directive()).isEqualTo(Directive.FENCED);
        for (int attempt = 2; attempt <= 3; attempt++) {
            keeper.lease(run, attempt, "poller-b").orElseThrow();
            lapse(run);
            sweeper.sweep();
        }
        assertThat(databases.run(run, "state")).isEqualTo("QUEUED");
        assertThat(databases.run(run, "attempt")).isEqualTo("4");
    }

    @Test
    void theThirdLapseFailsTheRunAndBlamesNobody() throws InterruptedException {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        for (int attempt = 1; attempt <= 3; attempt++) {
            keeper.lease(run, attempt, "poller-a").orElseThrow();
            lapse(run);
            sweeper.sweep();
        }

        assertThat(databases.run(run, "state")).isEqualTo("FAILED");
        assertThat(databases.run(run, "reason ->> 'code'")).isEqualTo("LEASE_LOST");
        assertThat(databases.connector(connector, "state")).isEqualTo("PENDING");
        assertThat(databases.connector(connector, "health")).isEqualTo("ERROR");
        assertThat(databases.connector(connector, "reason ->> 'code'")).isEqualTo("LEASE_LOST");
        assertThat(databases.connector(connector, "transient_failures")).isEqualTo("0");
        assertThat(databases.schedule(connector, "active_run_id")).isNull();
        assertThat(told(connector))
                .containsExactly(
                        "1 RUNNING null",
                        "2 QUEUED null",
                        "2 RUNNING null",
                        "3 QUEUED null",
                        "3 RUNNING null",
                        "3 FAILED LEASE_LOST");
    }

    /** What was told of the runs of a connector, in the order of its sequence, which must be that of the events. */
    private static List<String> told(UUID connector) {
        String payloads = databases.one(String.class, """
                SELECT jsonb_agg(payload ORDER BY id)::text FROM event
                 WHERE connector_id = ? AND type = 'io.cloudconnectors.run.state-changed.v1'
                """, connector);
        try {
            List<RunStateChanged> events = EngineDatabases.JSON
                    .readerForListOf(RunStateChanged.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(payloads);
            assertThat(events).isSortedAccordingTo(Comparator.comparing(RunStateChanged::sequence));
            return events.stream()
                    .map(RunStateChanged::data)
                    .map(data -> data.attempt() + " " + data.state() + " " + data.reason())
                    .toList();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCancelledRunWhosePollerIsGoneIsCancelledWhenItsLeaseLapses() throws InterruptedException {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE run SET cancel_requested_at = now() WHERE id = ?", run);

        sweeper.sweep();
        assertThat(databases.run(run, "state")).isEqualTo("RUNNING");

        lapse(run);
        sweeper.sweep();
        assertThat(databases.run(run, "state")).isEqualTo("CANCELLED");
        assertThat(databases.schedule(connector, "active_run_id")).isNull();
        assertThat(databases.schedule(connector, "running_since")).isNull();
        assertThat(databases.connector(connector, "health")).isEqualTo("OK");
    }

    @Test
    void aRunPastItsDeadlineFailsAsATimeout() throws InterruptedException {
        UUID run = databases.queuedRun(databases.connector("acme"));
        keeper.lease(run, 1, "poller-a").orElseThrow();
        databases.run("UPDATE run SET deadline_at = now() - interval '1 second' WHERE id = ?", run);

        lapse(run);
        sweeper.sweep();

        assertThat(databases.run(run, "state")).isEqualTo("FAILED");
        assertThat(databases.run(run, "reason ->> 'code'")).isEqualTo("RUN_TIMEOUT");
    }

    @Test
    void aQueuedRunThatNobodyLeasedIsSentAgainAsTheSameAttempt() throws Exception {
        UUID connector = databases.connector("acme");
        UUID run = databases.queuedRun(connector);
        waited(run, "3 minutes", "3 minutes");
        databases.run("UPDATE run SET queue_expires_at = now() WHERE id = ?", run);

        sweeper.sweep();

        var record =
                Kafka.await(Topics.RUNS_SCHEDULED, r -> connector.toString().equals(r.key()));
        RunRequest request = EngineDatabases.JSON.readValue(record.value(), RunRequest.class);
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(keeper.lease(run, 1, "poller-a")).isPresent();
    }

    @Test
    void eachFurtherTimeWaitsTwiceAsLong() {
        UUID run = databases.queuedRun(databases.connector("acme"));

        waited(run, "40 minutes", "19 minutes"); // sent last at the age of 21 minutes: due at 42
        assertThat(sweeps.resend()).isEmpty();

        waited(run, "40 minutes", "20 minutes");
        assertThat(sweeps.resend()).hasSize(1);
        assertThat(databases.one(
                        Boolean.class,
                        "SELECT queue_expires_at >= now() + interval '79 minutes' FROM run WHERE id = ?",
                        run))
                .as("it can be leased until it would be sent once more")
                .isTrue();
        databases.run("DELETE FROM outbox");
    }

    private static void lapse(UUID run) {
        databases.run("UPDATE run SET lease_expires_at = now() - interval '1 second' WHERE id = ?", run);
    }

    private static void waited(UUID run, String forSoLong, String sinceSent) {
        databases.run(
                "UPDATE run SET waits_since = now() - ?::interval, sent_at = now() - ?::interval WHERE id = ?",
                forSoLong,
                sinceSent,
                run);
    }
}
