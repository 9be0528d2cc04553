package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Runs whose lease asks for the proof that the External ID is enforced, and one whose does not. */
@QuarkusTest
@QuarkusTestResource(PollerTestServers.class)
class PollerExternalIdIT extends PollerFixture {

    @Test
    void aRunThatIsToProveTheExternalIdSaysThatItIsEnforced() {
        // Given
        ScriptedRun run = run(RunTrigger.PROBE);
        run.script().proveExternalId = true;

        // When
        run.send();

        // Then
        RunFinished finished = run.finished();
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).isNull();
        assertThat(finished.externalIdProof()).isEqualTo(ExternalIdProof.ENFORCED);
        assertThat(run.strangers()).extracting(Call::error).containsExactly("AccessDenied", "AccessDenied");
    }

    @Test
    void aRoleThatAsksForNoExternalIdIsAWarningAndTheRunGoesOn() {
        // When
        RunFinished finished = foundNotEnforced();

        // Then
        assertThat(finished.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED);
        assertThat(finished.slices()).isEqualTo(PollerTestServers.SLICES.size());
    }

    @Test
    void theReasonOfAPartialRunStaysInFrontOfTheWarning() {
        // Given
        cloud.faults().set(new Fault(null, "s3", "ListBuckets", null, FaultKind.UNAVAILABLE, null, null));

        // When
        RunFinished finished = foundNotEnforced();

        // Then
        assertThat(finished.outcome()).isEqualTo(RunOutcome.PARTIAL);
        assertThat(finished.reason()).extracting(Reason::code).isEqualTo(ReasonCode.PROVIDER_ERROR);
    }

    @Test
    void aRunThatIsToProveNothingTriesNothing() {
        // When
        ScriptedRun run = run(RunTrigger.PROBE);
        run.send();

        // Then
        assertThat(run.finished().externalIdProof()).isNull();
        assertThat(run.strangers()).isEmpty();
    }

    /** The end of a run whose role lets the platform in without an External ID. */
    private RunFinished foundNotEnforced() {
        ScriptedRun run = run(RunTrigger.MANUAL);
        run.script().proveExternalId = true;
        run.script().role =
                () -> new RevealedCredential.AwsRole(PollerTestServers.OPEN_ROLE, PollerTestServers.EXTERNAL_ID);
        run.send();
        RunFinished finished = run.finished();
        assertThat(finished.externalIdProof()).isEqualTo(ExternalIdProof.NOT_ENFORCED);
        return finished;
    }
}
