package io.cloudconnectors.poller.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.ResultEvent.SliceChunk;
import io.cloudconnectors.contracts.ResultEvent.SliceSeen;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs from the request on Kafka to the last result, over a real Kafka and a cloud that checks every call. */
@QuarkusTest
@QuarkusTestResource(PollerTestServers.class)
class PollerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    Platform platform;
    SimulatedCloud cloud;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final Topic kafka = new Topic();

    @BeforeEach
    void ready() {
        await().atMost(SOON).until(() -> management("/q/health/ready").contains("\"status\": \"UP\""));
    }

    @AfterEach
    void leaveNothingBehind() {
        cloud.faults().liftAll();
        kafka.close();
    }

    @Test
    void aRunReportsTheWholeAccount() {
        // When
        RunRequest run = request(RunTrigger.SCHEDULED);
        kafka.send(run);

        // Then each slice comes with all of its assets, and the end comes last
        RunFinished finished = finished(run);
        List<ResultEvent> events = kafka.results(run.runId());
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).isNull();
        assertThat(finished.slices()).isEqualTo(4);
        assertThat(events.getLast()).isEqualTo(finished);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.origin())
                        .isEqualTo(new ResultEvent.Origin(run.runId(), 1, Platform.EPOCH, run.connectorId(), "acme")));
        List<SliceSeen> slices = of(SliceSeen.class, events);
        assertThat(slices).hasSize(4).allSatisfy(slice -> {
            List<SliceChunk> chunks = of(SliceChunk.class, events).stream()
                    .filter(chunk -> chunk.slice().equals(slice.slice()))
                    .toList();
            assertThat(chunks).hasSize(slice.chunks());
            assertThat(chunks.stream().mapToInt(chunk -> chunk.assets().size()).sum())
                    .isEqualTo(slice.assets());
        });
        assertThat(of(SliceChunk.class, events).stream()
                        .flatMap(chunk -> chunk.assets().stream())
                        .filter(asset -> asset.type().equals("AWS::EC2::Instance")))
                .hasSize(450);
    }

    @Test
    void aTestOnlyProvesTheIdentity() {
        // When
        RunRequest run = request(RunTrigger.TEST);
        kafka.send(run);

        // Then
        assertThat(finished(run).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(calls(run)).extracting(Call::action).containsExactly("AssumeRole", "GetCallerIdentity");
    }

    @Test
    void aRefusedLeaseIsAcknowledgedAndDropped() {
        // Given
        RunRequest run = request(RunTrigger.SCHEDULED);
        platform.script(run.runId()).leaseStatus = 409;

        // When
        TopicPartition partition = kafka.send(run);

        // Then
        await().atMost(SOON).until(() -> kafka.unacknowledged("pollers_scheduled", partition) == 0);
        assertThat(platform.leasesAsked(run.runId())).isEqualTo(1);
        assertThat(kafka.results(run.runId())).isEmpty();
    }

    @Test
    void whileConnectorApiIsAwayNothingIsAcknowledgedAndOrderIsKept() {
        // Given two requests of one connector, and no answer to the first
        RunRequest first = request(RunTrigger.SCHEDULED);
        RunRequest second = request(RunTrigger.SCHEDULED, first.connectorId());
        platform.script(first.runId()).leaseStatus = 503;
        TopicPartition partition = kafka.send(first);
        kafka.send(second);
        await().atMost(SOON).until(() -> platform.leasesAsked(first.runId()) > 2);
        assertThat(kafka.unacknowledged("pollers_scheduled", partition)).isEqualTo(2);
        assertThat(platform.leasesAsked(second.runId())).isZero();

        // When it comes back
        platform.script(first.runId()).leaseStatus = 200;

        // Then
        assertThat(finished(first).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished(second).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(platform.leasedOf(List.of(first.runId(), second.runId())))
                .containsExactly(first.runId(), second.runId());
        await().atMost(SOON).until(() -> kafka.unacknowledged("pollers_scheduled", partition) == 0);
    }

    @Test
    void aPoisonRecordIsPutAsideAndBlocksNobody() {
        // Given a record that is no request, in front of one that is
        RunRequest run = request(RunTrigger.MANUAL);
        TopicPartition partition = kafka.send(
                Topics.RUNS_INTERACTIVE, run.connectorId(), ("no request of " + run.runId()).getBytes(UTF_8));

        // When
        kafka.send(run);

        // Then
        assertThat(finished(run).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        ConsumerRecord<String, byte[]> letter = kafka.read(Topics.DEAD_LETTERS).stream()
                .filter(record -> record.key().equals(run.connectorId().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("no request of " + run.runId());
        assertThat(header(letter, "source-topic")).isEqualTo(Topics.RUNS_INTERACTIVE);
        assertThat(header(letter, "source-partition")).isEqualTo(Integer.toString(partition.partition()));
        assertThat(header(letter, "error")).isNotBlank();
    }

    @Test
    void aCancelledRunStopsItsCalls() {
        // Given a run in the middle of a call
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        RunRequest run = request(RunTrigger.MANUAL);
        kafka.send(run);
        await().atMost(SOON).until(() -> hanging(run));

        // When
        platform.script(run.runId()).directive = Directive.CANCEL;

        // Then it ends at once, and no further call is made when the cloud answers again
        RunFinished finished = finished(run);
        assertThat(finished.outcome()).isEqualTo(RunOutcome.CANCELLED);
        assertThat(finished.reason()).isNull();
        int calls = calls(run).size();
        cloud.faults().liftAll();
        await().during(A_WHILE).atMost(SOON).until(() -> calls(run).size() == calls);
        assertThat(kafka.results(run.runId()).getLast()).isEqualTo(finished);
    }

    @Test
    void aFencedRunSendsNothingMore() {
        // Given
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        RunRequest run = request(RunTrigger.MANUAL);
        kafka.send(run);
        await().atMost(SOON).until(() -> hanging(run));

        // When
        platform.script(run.runId()).directive = Directive.FENCED;

        // Then
        await().atMost(SOON).until(() -> taken() == 0);
        List<ResultEvent> sent = kafka.results(run.runId());
        cloud.faults().liftAll();
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> kafka.results(run.runId()).equals(sent));
        assertThat(of(RunFinished.class, sent)).isEmpty();
    }

    @Test
    void slotsAreNeverExceededAndPeopleDoNotWaitForTheSchedule() {
        // Given more scheduled runs than there are slots for them, all of which hang
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        List<RunRequest> scheduled = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            scheduled.add(request(RunTrigger.SCHEDULED));
        }
        scheduled.forEach(kafka::send);
        List<UUID> ids = scheduled.stream().map(RunRequest::runId).toList();
        await().atMost(SOON).until(() -> platform.leasedOf(ids).size() == 2);

        // When a person tests a connector
        RunRequest test = request(RunTrigger.TEST);
        kafka.send(test);

        // Then that one is done, and no third scheduled run has been leased
        assertThat(finished(test).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        await().during(A_WHILE).atMost(SOON).until(() -> platform.leasedOf(ids).size() == 2);

        // When the cloud answers again, then all are done
        cloud.faults().liftAll();
        scheduled.forEach(run -> assertThat(finished(run).outcome()).isEqualTo(RunOutcome.SUCCEEDED));
        await().atMost(SOON).until(() -> taken() == 0);
    }

    @Test
    void aVaultThatIsAwayIsOurFault() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).revealStatus = 503;

        // When
        kafka.send(run);

        // Then
        assertThat(finished(run)).satisfies(failedWith(ReasonCode.VAULT_UNAVAILABLE));
    }

    @Test
    void aVaultThatBreaksTheConnectionIsOurFault() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).vaultAnswers = false;

        // When
        kafka.send(run);

        // Then
        assertThat(finished(run)).satisfies(failedWith(ReasonCode.VAULT_UNAVAILABLE));
        assertThat(calls(run)).isEmpty();
    }

    @Test
    void aRunInACallThatHangsPastItsBudgetIsATimeout() {
        // Given
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).budgetSeconds = 4;

        // When
        kafka.send(run);

        // Then
        RunFinished finished = finished(run);
        assertThat(finished.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.RUN_TIMEOUT);
        assertThat(hanging(run)).isTrue();
    }

    @Test
    void whenNoHeartbeatIsAnsweredTheLeaseIsLostAndNothingMoreIsSent() {
        // Given a run in the middle of a call, and a connector-api that is away from then on
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).heartbeatStatus = 503;
        platform.script(run.runId()).leaseSeconds = 5;

        // When
        kafka.send(run);

        // Then
        await().atMost(SOON).until(() -> hanging(run));
        await().atMost(SOON).until(() -> taken() == 0);
        assertThat(platform.heartbeats(run.runId())).isGreaterThan(1);
        List<ResultEvent> sent = kafka.results(run.runId());
        cloud.faults().liftAll();
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> kafka.results(run.runId()).equals(sent));
        assertThat(of(RunFinished.class, sent)).isEmpty();
    }

    @Test
    void aRunThatIsToProveTheExternalIdSaysThatItIsEnforced() {
        // Given
        RunRequest run = request(RunTrigger.PROBE);
        platform.script(run.runId()).proveExternalId = true;

        // When
        kafka.send(run);

        // Then
        RunFinished finished = finished(run);
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).isNull();
        assertThat(finished.externalIdProof()).isEqualTo(ExternalIdProof.ENFORCED);
        assertThat(strangers(run)).extracting(Call::error).containsExactly("AccessDenied", "AccessDenied");
    }

    @Test
    void aRoleThatAsksForNoExternalIdIsAWarningAndTheRunGoesOn() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).proveExternalId = true;
        platform.script(run.runId()).role =
                () -> new RevealedCredential.AwsRole(PollerTestServers.OPEN_ROLE, PollerTestServers.EXTERNAL_ID);

        // When
        kafka.send(run);

        // Then
        RunFinished finished = finished(run);
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED);
        assertThat(finished.externalIdProof()).isEqualTo(ExternalIdProof.NOT_ENFORCED);
        assertThat(finished.slices()).isEqualTo(4);
    }

    @Test
    void theReasonOfAPartialRunStaysInFrontOfTheWarning() {
        // Given
        cloud.faults().set(new Fault(null, "s3", "ListBuckets", null, FaultKind.UNAVAILABLE, null, null));
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).proveExternalId = true;
        platform.script(run.runId()).role =
                () -> new RevealedCredential.AwsRole(PollerTestServers.OPEN_ROLE, PollerTestServers.EXTERNAL_ID);

        // When
        kafka.send(run);

        // Then
        RunFinished finished = finished(run);
        assertThat(finished.outcome()).isEqualTo(RunOutcome.PARTIAL);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.PROVIDER_ERROR);
        assertThat(finished.externalIdProof()).isEqualTo(ExternalIdProof.NOT_ENFORCED);
    }

    @Test
    void aRunThatIsToProveNothingTriesNothing() {
        // When
        RunRequest run = request(RunTrigger.PROBE);
        kafka.send(run);

        // Then
        assertThat(finished(run).externalIdProof()).isNull();
        assertThat(strangers(run)).isEmpty();
    }

    @Test
    void aVaultThatRefusesIsOurFaultToo() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).revealStatus = 403;

        // When
        kafka.send(run);

        // Then
        assertThat(finished(run)).satisfies(failedWith(ReasonCode.PLATFORM_ERROR));
    }

    @Test
    void aDeniedRoleFailsTheRunWithItsReason() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        platform.script(run.runId()).role =
                () -> new RevealedCredential.AwsRole(PollerTestServers.ROLE, "of-another-connector");

        // When
        kafka.send(run);

        // Then
        assertThat(finished(run)).satisfies(failedWith(ReasonCode.AWS_ASSUME_ROLE_DENIED));
        assertThat(kafka.results(run.runId())).hasSize(1);
    }

    @Test
    void heartbeatsGoOnWhileARunDoes() {
        // Given
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", null, FaultKind.HANG, null, null));
        RunRequest run = request(RunTrigger.MANUAL);

        // When
        kafka.send(run);

        // Then
        await().atMost(SOON).until(() -> platform.heartbeats(run.runId()) > 3);
        cloud.faults().liftAll();
        assertThat(finished(run).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void metricsTellRunsAndSlicesApartByWhatBecameOfThem() {
        // Given
        RunRequest run = request(RunTrigger.MANUAL);
        kafka.send(run);
        finished(run);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(management("/q/metrics"))
                        .contains("poller_runs_total{ending=\"succeeded\",provider=\"aws\"}")
                        .contains("poller_slices_total{provider=\"aws\",reason=\"none\",result=\"seen\"}")
                        .contains("poller_slots_taken"));
    }

    private RunRequest request(RunTrigger trigger) {
        return request(trigger, UUID.randomUUID());
    }

    private RunRequest request(RunTrigger trigger, UUID connector) {
        UUID run = UUID.randomUUID();
        platform.script(run).role =
                () -> new RevealedCredential.AwsRole(PollerTestServers.ROLE, PollerTestServers.EXTERNAL_ID);
        return new RunRequest(
                run,
                1,
                connector,
                "acme",
                Provider.AWS,
                trigger,
                new RunSettings(new RunSettings.Aws(PollerTestServers.ACCOUNT, "aws", List.of()), null, null),
                new CredentialReference(run, 1),
                Instant.parse("2030-01-01T00:00:00Z"),
                600);
    }

    private RunFinished finished(RunRequest run) {
        return await().atMost(SOON)
                .until(
                        () -> of(RunFinished.class, kafka.results(run.runId())).stream()
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static java.util.function.Consumer<RunFinished> failedWith(ReasonCode code) {
        return finished -> {
            assertThat(finished.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(finished.reason()).extracting(Reason::code).isEqualTo(code);
            assertThat(finished.slices()).isZero();
        };
    }

    private static <T extends ResultEvent> List<T> of(Class<T> kind, List<ResultEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<Call> calls(RunRequest run) {
        return cloud.calls().matching(call -> run.runId().toString().equals(call.session()));
    }

    /** The attempts that must fail. */
    private List<Call> strangers(RunRequest run) {
        return cloud.calls().matching(call -> (run.runId() + "-external-id-proof").equals(call.session()));
    }

    private boolean hanging(RunRequest run) {
        return calls(run).stream()
                .anyMatch(call -> call.action().equals("DescribeInstances") && call.answeredAt() == null);
    }

    private int taken() {
        return management("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("poller_slots_taken "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private String management(String path) {
        return RestAssured.get(management.resolve(path)).asString();
    }
}
