package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.local.cloud.calls.Call;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Runs from the request on Kafka to the last result, over a real Kafka and a cloud that checks every call. */
@QuarkusTest
@QuarkusTestResource(PollerTestServers.class)
class PollerIT extends PollerFixture {

    @Test
    void aRunReportsTheWholeAccount() {
        // When
        ScriptedRun run = run(RunTrigger.SCHEDULED);
        run.send();

        // Then each slice comes with all of its assets, and the end comes last
        RunFinished finished = run.finished();
        List<ResultEvent> events = run.results();
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).isNull();
        assertThat(finished.slices()).isEqualTo(PollerTestServers.SLICES.size());
        assertThat(events.getLast()).isEqualTo(finished);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.origin())
                        .isEqualTo(new ResultEvent.Origin(run.id(), 1, Platform.EPOCH, run.connectorId(), "acme")));
        List<SliceSeen> slices = ScriptedRun.of(SliceSeen.class, events);
        List<SliceChunk> allChunks = ScriptedRun.of(SliceChunk.class, events);
        assertThat(slices).hasSameSizeAs(PollerTestServers.SLICES).allSatisfy(slice -> {
            List<SliceChunk> chunks = allChunks.stream()
                    .filter(chunk -> chunk.slice().equals(slice.slice()))
                    .toList();
            assertThat(chunks).hasSize(slice.chunks());
            assertThat(chunks.stream().mapToInt(chunk -> chunk.assets().size()).sum())
                    .isEqualTo(slice.assets());
        });
        assertThat(allChunks.stream()
                        .flatMap(chunk -> chunk.assets().stream())
                        .filter(asset -> asset.type().equals("AWS::EC2::Instance")))
                .hasSize(450);
    }

    @Test
    void aTestTriesWhatRunsNeedAndReportsEachStep() {
        // When
        ScriptedRun run = run(RunTrigger.TEST);
        run.send();

        // Then
        RunFinished finished = run.finished();
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(run.results()).containsExactly(finished);
        assertThat(finished.steps())
                .allSatisfy(step -> assertThat(step.result()).isEqualTo(TestStep.Result.PASSED))
                .extracting(TestStep::step)
                .startsWith(TestStep.Kind.SIGN_IN, TestStep.Kind.ACCOUNT, TestStep.Kind.PERMISSION)
                .endsWith(TestStep.Kind.PERMISSION, TestStep.Kind.EXTERNAL_ID);
        assertThat(run.calls())
                .extracting(Call::action)
                .startsWith("AssumeRole", "GetCallerIdentity", "DescribeRegions");
        assertThat(run.strangers()).extracting(Call::error).containsExactly("AccessDenied", "AccessDenied");
    }

    @Test
    void aProbeOnlyProvesTheIdentity() {
        // When
        ScriptedRun run = run(RunTrigger.PROBE);
        run.send();

        // Then
        assertThat(run.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(run.finished().steps()).isNull();
        assertThat(run.calls()).extracting(Call::action).containsExactly("AssumeRole", "GetCallerIdentity");
    }

    @Test
    void aTestThatDoesNotGetInSkipsTheRest() {
        // Given
        ScriptedRun run = run(RunTrigger.TEST);
        run.script().role = () -> new RevealedCredential.AwsRole(PollerTestServers.ROLE, "of-another-connector");

        // When
        run.send();

        // Then
        RunFinished finished = run.finished();
        assertThat(finished).satisfies(failedWith(ReasonCode.AWS_ASSUME_ROLE_DENIED));
        assertThat(finished.steps().getFirst().result()).isEqualTo(TestStep.Result.FAILED);
        assertThat(finished.steps().subList(1, finished.steps().size()))
                .allSatisfy(step -> assertThat(step.result()).isEqualTo(TestStep.Result.SKIPPED));
        assertThat(run.calls()).extracting(Call::action).containsExactly("AssumeRole");
    }

    @Test
    void aDeniedRoleFailsTheRunWithItsReason() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().role = () -> new RevealedCredential.AwsRole(PollerTestServers.ROLE, "of-another-connector");

        // When
        run.send();

        // Then
        assertThat(run.finished()).satisfies(failedWith(ReasonCode.AWS_ASSUME_ROLE_DENIED));
        assertThat(run.results()).hasSize(1);
    }

    @Test
    void aRefusedLeaseIsAcknowledgedAndDropped() {
        // Given
        ScriptedRun run = run(RunTrigger.SCHEDULED);
        run.script().leaseStatus = 409;

        // When
        TopicPartition partition = run.send();

        // Then
        await().atMost(SOON).until(() -> kafka.unacknowledged("pollers_scheduled", partition) == 0);
        assertThat(platform.leasesAsked(run.id())).isEqualTo(1);
        assertThat(run.results()).isEmpty();
    }

    @Test
    void slotsAreNeverExceededAndPeopleDoNotWaitForTheSchedule() {
        // Given more scheduled runs than there are slots for them, all of which hang
        instancesHang();
        List<ScriptedRun> scheduled =
                Stream.generate(() -> run(RunTrigger.SCHEDULED)).limit(6).toList();
        scheduled.forEach(ScriptedRun::send);
        List<UUID> ids = scheduled.stream().map(ScriptedRun::id).toList();
        await().atMost(SOON).until(() -> platform.leasedOf(ids).size() == 2);

        // When a person tests a connector
        ScriptedRun test = run(RunTrigger.TEST);
        test.send();

        // Then that one is done, and no third scheduled run has been leased
        assertThat(test.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        await().during(A_WHILE).atMost(SOON).until(() -> platform.leasedOf(ids).size() == 2);

        // When the cloud answers again, then all are done
        cloud.faults().liftAll();
        scheduled.forEach(run -> assertThat(run.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED));
        await().atMost(SOON).until(() -> taken() == 0);
    }

    @Test
    void heartbeatsGoOnWhileARunDoes() {
        // Given
        instancesHang();
        ScriptedRun run = run(RunTrigger.MANUAL);

        // When
        run.send();

        // Then
        await().atMost(SOON).until(() -> platform.heartbeats(run.id()) > 3);
        cloud.faults().liftAll();
        assertThat(run.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void metricsTellRunsAndSlicesApartByWhatBecameOfThem() {
        // Given
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.send();
        run.finished();

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(management("/q/metrics"))
                        .contains("poller_runs_total{ending=\"succeeded\",provider=\"aws\"}")
                        .contains("poller_slices_total{provider=\"aws\",reason=\"none\",result=\"seen\"}")
                        .contains("poller_slots_taken"));
    }
}
