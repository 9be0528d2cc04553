package io.cloudconnectors.api.connectiontest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.DispatchFixture;
import io.cloudconnectors.api.dispatch.OutboxRow;
import io.cloudconnectors.api.fixture.Configs;
import io.cloudconnectors.api.fixture.EngineDatabases;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Origin;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.contracts.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of tests between their request and their end. */
class TestQueueIT {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static EngineDatabases databases;
    private static TestQueueRepository queue;
    private static TestEndRepository ends;

    private UUID connector;
    private UUID test;

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
        queue = new TestQueueRepository(
                databases.engine(),
                EngineDatabases.JSON,
                Configs.of(ConnectionTestsConfig.class, Map.of()),
                DispatchFixture.config(Map.of()));
        ends = new TestEndRepository(databases.engine(), EngineDatabases.JSON);
    }

    @BeforeEach
    void queueOne() {
        databases.run("DELETE FROM connection_test");
        connector = databases.connector("acme");
        test = databases.queuedTest(connector);
    }

    @Test
    void aTestIsSentOnceWithTheSettingsAndTheCredentialOfItsOwn() throws Exception {
        databases.run(
                "UPDATE connection_test SET settings = settings || '{\"accountId\": \"444455556666\"}', "
                        + "credential_id = ?, credential_version = 3 WHERE id = ?",
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                test);

        List<OutboxRow> sent = queue.send(test);

        assertThat(sent).singleElement().satisfies(row -> {
            assertThat(row.topic()).isEqualTo(Topics.RUNS_INTERACTIVE);
            assertThat(row.key()).isEqualTo(connector.toString());
        });
        RunRequest request = EngineDatabases.JSON.readValue(sent.getFirst().payload(), RunRequest.class);
        assertThat(request.runId()).isEqualTo(test);
        assertThat(request.trigger()).isEqualTo(RunTrigger.TEST);
        assertThat(request.settings().aws().accountId()).isEqualTo("444455556666");
        assertThat(request.credential().id()).hasToString("00000000-0000-4000-8000-000000000001");
        assertThat(request.credential().version()).isEqualTo(3);
        assertThat(queue.send(test)).isEmpty();
        assertThat(queue.sendUnsent()).isEmpty();
    }

    @Test
    void whatItsOwnRequestDidNotSendIsSentByTheNextLook() {
        assertThat(queue.sendUnsent()).hasSize(1);
    }

    @Test
    void aTestWhosePollerWasLostIsTriedAgainAndTheLostOneIsFenced() throws Exception {
        // Given
        assertThat(queue.send(test)).hasSize(1);
        lease(1, "now()");

        // When
        assertThat(queue.requeueLost()).isEqualTo(1);

        // Then
        RunRequest request =
                EngineDatabases.JSON.readValue(queue.sendUnsent().getFirst().payload(), RunRequest.class);
        assertThat(request.attempt()).isEqualTo(2);
        assertThat(ends.finish(finished(1, 1, RunOutcome.SUCCEEDED, null))).isFalse();
        assertThat(databases.test(test, "state")).isEqualTo("QUEUED");
    }

    @Test
    void aLeaseThatHoldsIsLeftAlone() {
        lease(1, "now() + interval '1 minute'");

        assertThat(queue.requeueLost()).isZero();
        assertThat(queue.endOverdue()).isZero();
    }

    @Test
    void aTestThatWasLostTooOftenFails() {
        lease(3, "now()");

        assertThat(queue.requeueLost()).isZero();
        assertThat(queue.endOverdue()).isEqualTo(1);

        assertThat(databases.test(test, "state || ' ' || (reason ->> 'code')")).isEqualTo("FAILED LEASE_LOST");
    }

    @Test
    void aTestThatNobodyTookInTimeFailsAndTheNextMayBegin() {
        databases.run("UPDATE connection_test SET ends_by = now() WHERE id = ?", test);

        assertThat(queue.sendUnsent()).isEmpty();
        assertThat(queue.endOverdue()).isEqualTo(1);

        assertThat(databases.test(test, "state || ' ' || (reason ->> 'code')")).isEqualTo("FAILED RUN_TIMEOUT");
        assertThat(databases.queuedTest(connector)).isNotNull();
    }

    @Test
    void anEndIsWrittenOnceWithItsStepsAndTheConnectorDoesNotMove() {
        // Given
        lease(1, "now() + interval '1 minute'");
        String before = databases.connector(connector, "connector") + databases.schedule(connector, "schedule");
        RunFinished finished = finished(1, 1, RunOutcome.FAILED, reason());

        // When
        assertThat(ends.finish(finished)).isTrue();

        // Then
        assertThat(ends.finish(finished)).isFalse();
        assertThat(databases.test(test, "state")).isEqualTo("FAILED");
        assertThat(databases.test(test, "reason ->> 'code'")).isEqualTo("PERMISSION_MISSING");
        assertThat(databases.test(test, "steps -> 0 ->> 'permission'")).isEqualTo("ec2:DescribeVolumes");
        assertThat(databases.connector(connector, "connector") + databases.schedule(connector, "schedule"))
                .isEqualTo(before);
    }

    @Test
    void aTestThatWasToldToStopRanOutOfTime() {
        lease(1, "now() + interval '1 minute'");

        assertThat(ends.finish(finished(1, 1, RunOutcome.CANCELLED, null))).isTrue();

        assertThat(databases.test(test, "state || ' ' || (reason ->> 'code')")).isEqualTo("FAILED RUN_TIMEOUT");
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        lease(1, "now() + interval '1 minute'");
        assertThat(ends.finish(finished(1, 1, RunOutcome.SUCCEEDED, null))).isTrue();

        assertThat(queue.dropOld()).isZero();
        databases.run("UPDATE connection_test SET finished_at = now() - interval '8 days' WHERE id = ?", test);
        assertThat(queue.dropOld()).isEqualTo(1);
    }

    private void lease(int attempt, String until) {
        databases.run(
                "UPDATE connection_test SET state = 'RUNNING', sent_at = now(), attempt = ?, epoch = ?, lease_expires_at = "
                        + until + " WHERE id = ?",
                attempt,
                (long) attempt,
                test);
    }

    private RunFinished finished(int attempt, long epoch, RunOutcome outcome, @Nullable Reason reason) {
        var step = new TestStep(TestStep.Kind.PERMISSION, "ec2:DescribeVolumes", TestStep.Result.FAILED, 80, reason());
        return new RunFinished(
                new Origin(test, attempt, epoch, connector, "acme"),
                outcome,
                reason,
                null,
                0,
                NOW,
                List.of(step),
                null);
    }

    private static Reason reason() {
        return new Reason(ReasonCode.PERMISSION_MISSING, "AccessDenied", null, "ec2:DescribeVolumes", NOW);
    }
}
