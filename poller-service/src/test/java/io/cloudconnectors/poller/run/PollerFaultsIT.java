package io.cloudconnectors.poller.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that cannot go their way: the platform fails, a call hangs, or the run is taken away in the middle of one. */
@QuarkusTest
@QuarkusTestResource(PollerTestServers.class)
class PollerFaultsIT extends PollerFixture {

    @Test
    void whileConnectorApiIsAwayNothingIsAcknowledgedAndOrderIsKept() {
        // Given two requests of one connector, and no answer to the first
        ScriptedRun first = run(RunTrigger.SCHEDULED);
        ScriptedRun second = run(RunTrigger.SCHEDULED, first.connectorId());
        first.script().leaseStatus = 503;
        TopicPartition partition = first.send();
        second.send();
        await().atMost(SOON).until(() -> platform.leasesAsked(first.id()) > 2);
        assertThat(kafka.unacknowledged("pollers_scheduled", partition)).isEqualTo(2);
        assertThat(platform.leasesAsked(second.id())).isZero();

        // When it comes back
        first.script().leaseStatus = 200;

        // Then
        assertThat(first.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(second.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(platform.leasedOf(List.of(first.id(), second.id()))).containsExactly(first.id(), second.id());
        await().atMost(SOON).until(() -> kafka.unacknowledged("pollers_scheduled", partition) == 0);
    }

    @Test
    void aPoisonRecordIsPutAsideAndBlocksNobody() {
        // Given a record that is no request, in front of one that is
        ScriptedRun run = run(RunTrigger.MANUAL);
        TopicPartition partition =
                kafka.send(Topics.RUNS_INTERACTIVE, run.connectorId(), ("no request of " + run.id()).getBytes(UTF_8));

        // When
        run.send();

        // Then
        assertThat(run.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        ConsumerRecord<String, byte[]> letter = kafka.read(Topics.DEAD_LETTERS).stream()
                .filter(record -> record.key().equals(run.connectorId().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("no request of " + run.id());
        assertThat(header(letter, "topic")).isEqualTo(Topics.RUNS_INTERACTIVE);
        assertThat(header(letter, "partition")).isEqualTo(Integer.toString(partition.partition()));
        assertThat(header(letter, "reason")).isNotBlank();
    }

    /** Or one that more is asked of than it answers. */
    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void aVaultThatIsAwayIsOurFault(int status) {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().revealStatus = status;

        // When
        run.send();

        // Then
        assertThat(run.finished()).satisfies(failedWith(ReasonCode.VAULT_UNAVAILABLE));
    }

    @Test
    void aVaultThatBreaksTheConnectionIsOurFault() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().vaultAnswers = false;

        // When
        run.send();

        // Then
        assertThat(run.finished()).satisfies(failedWith(ReasonCode.VAULT_UNAVAILABLE));
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void aVaultThatRefusesIsOurFaultToo() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().revealStatus = 403;

        // When
        run.send();

        // Then
        assertThat(run.finished()).satisfies(failedWith(ReasonCode.PLATFORM_ERROR));
    }

    @Test
    void aRunInACallThatHangsPastItsBudgetIsATimeout() {
        // Given
        instancesHang();
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().budgetSeconds = 4;

        // When
        run.send();

        // Then
        RunFinished finished = run.finished();
        assertThat(finished.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.RUN_TIMEOUT);
        assertThat(run.hangs()).isTrue();
    }

    @Test
    void aCancelledRunStopsItsCalls() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        sendIntoACallThatHangs(run);

        // When
        run.script().directive = Directive.CANCEL;

        // Then it ends at once, and no further call is made when the cloud answers again
        RunFinished finished = run.finished();
        assertThat(finished.outcome()).isEqualTo(RunOutcome.CANCELLED);
        assertThat(finished.reason()).isNull();
        int calls = run.calls().size();
        cloud.faults().liftAll();
        await().during(A_WHILE).atMost(SOON).until(() -> run.calls().size() == calls);
        assertThat(run.results().getLast()).isEqualTo(finished);
    }

    @Test
    void aFencedRunSendsNothingMore() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        sendIntoACallThatHangs(run);

        // When
        run.script().directive = Directive.FENCED;

        // Then
        await().atMost(SOON).until(() -> taken() == 0);
        assertNothingMoreIsSent(run);
    }

    @Test
    void whenNoHeartbeatIsAnsweredTheLeaseIsLostAndNothingMoreIsSent() {
        // Given a connector-api that is away once it has leased the run
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().heartbeatStatus = 503;
        run.script().leaseSeconds = 5;

        // When
        sendIntoACallThatHangs(run);

        // Then
        await().atMost(SOON).until(() -> taken() == 0);
        assertThat(platform.heartbeats(run.id())).isGreaterThan(1);
        assertNothingMoreIsSent(run);
    }

    private void sendIntoACallThatHangs(ScriptedRun run) {
        instancesHang();
        run.send();
        await().atMost(SOON).until(run::hangs);
    }

    /** Not even its end, also when the cloud answers again. */
    private void assertNothingMoreIsSent(ScriptedRun run) {
        List<ResultEvent> sent = run.results();
        cloud.faults().liftAll();
        await().during(A_WHILE).atMost(SOON).until(() -> run.results().equals(sent));
        assertThat(sent).doesNotHaveAnyElementsOfTypes(RunFinished.class);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
