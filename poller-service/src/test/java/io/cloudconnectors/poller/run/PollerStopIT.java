package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTrigger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A poller that is told to stop, as by SIGTERM. */
@QuarkusTest
@TestProfile(PollerStopIT.SoonOver.class)
@QuarkusTestResource(PollerTestServers.class)
class PollerStopIT extends PollerFixture {
    @Inject
    Poller poller;

    public static final class SoonOver implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("poller.run.shutdown-grace", "1s");
        }
    }

    @Test
    void whatDoesNotEndInTimeIsHandedBackAndNothingMoreIsTaken() throws InterruptedException {
        // Given a run that has ended and one that does not
        ScriptedRun done = run(RunTrigger.PROBE);
        done.send();
        assertThat(done.finished().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        instancesHang();
        ScriptedRun hanging = run(RunTrigger.MANUAL);
        hanging.send();
        await().atMost(SOON).until(hanging::hangs);

        // When
        poller.onStop(new ShutdownEvent());

        // Then
        assertThat(platform.handedBack()).containsExactly(hanging.id());
        assertThat(hanging.results()).doesNotHaveAnyElementsOfTypes(RunFinished.class);
        int calls = hanging.calls().size();
        ScriptedRun late = run(RunTrigger.MANUAL);
        late.send();
        cloud.faults().liftAll();
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() ->
                        platform.leasesAsked(late.id()) == 0 && hanging.calls().size() == calls);
    }
}
