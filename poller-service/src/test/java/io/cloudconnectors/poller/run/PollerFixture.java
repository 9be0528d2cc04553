package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A poller that is ready, and what is around it; no fault outlives its test. */
abstract class PollerFixture {
    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration A_WHILE = Duration.ofSeconds(1);

    Platform platform;
    SimulatedCloud cloud;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    final Topic kafka = new Topic();

    @BeforeEach
    void ready() {
        await().atMost(SOON).until(() -> management("/q/health/ready").contains("\"status\": \"UP\""));
    }

    @AfterEach
    void leaveNothingBehind() {
        cloud.faults().liftAll();
        kafka.close();
    }

    /** A run of a new connector, for which everything goes well. */
    ScriptedRun run(RunTrigger trigger) {
        return run(trigger, UUID.randomUUID());
    }

    ScriptedRun run(RunTrigger trigger, UUID connector) {
        ScriptedRun run = new ScriptedRun(trigger, connector, platform, cloud, kafka);
        run.script().role = () -> new RevealedCredential.AwsRole(PollerTestServers.ROLE, PollerTestServers.EXTERNAL_ID);
        return run;
    }

    /** From now on, until all faults are lifted; in a region where a connection test does not look. */
    void instancesHang() {
        cloud.faults().set(new Fault(null, "ec2", "DescribeInstances", "eu-central-1", FaultKind.HANG, null, null));
    }

    /** How many slots of the poller are taken. */
    int taken() {
        return management("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("poller_slots_taken "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    String management(String path) {
        return RestAssured.get(management.resolve(path)).asString();
    }

    static Consumer<RunFinished> failedWith(ReasonCode code) {
        return finished -> {
            assertThat(finished.outcome()).isEqualTo(RunOutcome.FAILED);
            assertThat(finished.reason()).extracting(Reason::code).isEqualTo(code);
            assertThat(finished.slices()).isZero();
        };
    }
}
