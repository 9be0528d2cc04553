package io.cloudconnectors.poller.run;

import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResultEvent;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.calls.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** One run: the request that a test sends, how the platform treats it, and what the poller makes of it. */
final class ScriptedRun {
    private final RunRequest request;
    private final Platform platform;
    private final SimulatedCloud cloud;
    private final Topic kafka;

    ScriptedRun(RunTrigger trigger, UUID connector, Platform platform, SimulatedCloud cloud, Topic kafka) {
        this.request = request(trigger, connector);
        this.platform = platform;
        this.cloud = cloud;
        this.kafka = kafka;
    }

    private static RunRequest request(RunTrigger trigger, UUID connector) {
        UUID run = UUID.randomUUID();
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

    UUID id() {
        return request.runId();
    }

    UUID connectorId() {
        return request.connectorId();
    }

    Platform.Script script() {
        return platform.script(id());
    }

    TopicPartition send() {
        return kafka.send(request);
    }

    /** What was reported so far, in order. */
    List<ResultEvent> results() {
        return kafka.results(id());
    }

    RunFinished finished() {
        return await().atMost(PollerFixture.SOON)
                .until(() -> of(RunFinished.class, results()).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    static <T extends ResultEvent> List<T> of(Class<T> kind, List<ResultEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The calls of its session. */
    List<Call> calls() {
        return cloud.calls().matching(call -> id().toString().equals(call.session()));
    }

    /** The attempts that must fail. */
    List<Call> strangers() {
        return cloud.calls().matching(call -> (id() + "-external-id-proof").equals(call.session()));
    }

    boolean hangs() {
        return calls().stream()
                .anyMatch(call -> call.action().equals("DescribeInstances") && call.answeredAt() == null);
    }
}
