package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.contracts.TestStep.Kind;
import io.cloudconnectors.contracts.TestStep.Result;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CallCount;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.run.Work.Conclusion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the steps, and what a failed one makes of the others, with a scripted cloud and clock. */
class ConnectionTestTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private Instant now = START;

    @Test
    void allThatRunsNeedIsTriedAndTimed() throws InterruptedException {
        Conclusion conclusion = test(new Script(Provider.AWS));

        assertThat(conclusion.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(conclusion.reason()).isNull();
        assertThat(conclusion.externalIdProof()).isNull();
        assertThat(conclusion.steps())
                .containsExactly(
                        new TestStep(Kind.SIGN_IN, null, Result.PASSED, 100, null),
                        new TestStep(Kind.ACCOUNT, null, Result.PASSED, 20, null),
                        new TestStep(Kind.PERMISSION, "a:Read", Result.PASSED, 30, null),
                        new TestStep(Kind.PERMISSION, "b:Read", Result.PASSED, 30, null),
                        new TestStep(Kind.EXTERNAL_ID, null, Result.PASSED, 400, null));
    }

    @ParameterizedTest
    @CsvSource({"AZURE", "GCP"})
    void otherCloudsHaveNoExternalId(Provider provider) throws InterruptedException {
        assertThat(steps(new Script(provider)))
                .doesNotContain("EXTERNAL_ID PASSED")
                .hasSize(4);
    }

    @Test
    void afterARefusedCredentialNothingIsTried() throws InterruptedException {
        Script script = new Script(Provider.AWS);
        script.refused = reason(ReasonCode.AWS_ASSUME_ROLE_DENIED);

        Conclusion conclusion = test(script);

        assertThat(told(conclusion))
                .containsExactly(
                        "SIGN_IN FAILED",
                        "ACCOUNT SKIPPED",
                        "PERMISSION SKIPPED",
                        "PERMISSION SKIPPED",
                        "EXTERNAL_ID SKIPPED");
        assertThat(conclusion.steps()).extracting(TestStep::permission).contains("a:Read", "b:Read");
        assertThat(conclusion.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(conclusion.reason()).isEqualTo(script.refused);
        assertThat(conclusion.steps().getFirst().reason()).isEqualTo(script.refused);
        assertThat(script.tried).isEmpty();
    }

    @Test
    void inTheWrongAccountTheCredentialIsGoodAndNothingMoreIsTried() throws InterruptedException {
        Script script = new Script(Provider.AZURE);
        script.refused = reason(ReasonCode.ACCOUNT_MISMATCH);
        script.identified = true;

        assertThat(steps(script))
                .containsExactly("SIGN_IN PASSED", "ACCOUNT FAILED", "PERMISSION SKIPPED", "PERMISSION SKIPPED");
    }

    @ParameterizedTest
    @CsvSource({
        "PERMISSION_MISSING, FAILED, FAILED",
        "GCP_API_DISABLED, FAILED, FAILED",
        "THROTTLED, FAILED, FAILED",
        "NETWORK, FAILED, FAILED",
        "SCP_DENIED, WARNING, SUCCEEDED",
        "REGION_DISABLED, WARNING, SUCCEEDED",
    })
    void aPermissionThatIsMissingSaysNothingAboutTheNext(ReasonCode code, Result result, RunOutcome outcome)
            throws InterruptedException {
        Script script = new Script(Provider.AWS);
        script.shortfall = reason(code);

        Conclusion conclusion = test(script);

        assertThat(told(conclusion))
                .containsExactly(
                        "SIGN_IN PASSED",
                        "ACCOUNT PASSED",
                        "PERMISSION " + result,
                        "PERMISSION PASSED",
                        "EXTERNAL_ID PASSED");
        assertThat(conclusion.outcome()).isEqualTo(outcome);
        assertThat(conclusion.steps().get(2).reason()).isEqualTo(script.shortfall);
        assertThat(conclusion.reason()).isEqualTo(outcome == RunOutcome.FAILED ? script.shortfall : null);
    }

    @Test
    void aRoleThatLetsStrangersInIsAWarning() throws InterruptedException {
        Script script = new Script(Provider.AWS);
        script.trial = new CloudProvider.StrangerTrial.LetIn(reason(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED));

        Conclusion conclusion = test(script);

        assertThat(told(conclusion)).endsWith("EXTERNAL_ID WARNING");
        assertThat(conclusion.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    }

    @Test
    void aProofThatCameToNoAnswerIsNoSuccess() throws InterruptedException {
        Script script = new Script(Provider.AWS);
        script.trial = new CloudProvider.StrangerTrial.Undecided();

        assertThat(steps(script)).endsWith("EXTERNAL_ID FAILED");
    }

    private List<String> steps(Script script) throws InterruptedException {
        return told(test(script));
    }

    private static List<String> told(Conclusion conclusion) {
        return Objects.requireNonNull(conclusion.steps()).stream()
                .map(step -> step.step() + " " + step.result())
                .toList();
    }

    private Conclusion test(Script script) throws InterruptedException {
        InstantSource clock = () -> now;
        var request = new RunRequest(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "acme",
                script.provider,
                RunTrigger.TEST,
                new RunSettings(null, null, null),
                new CredentialReference(UUID.randomUUID(), 1),
                START,
                120);
        return new ConnectionTest(script, clock)
                .of(new Visit(
                        request,
                        new RevealedCredential(UUID.randomUUID(), 1, null, null, null),
                        List.of(),
                        new CallCount(),
                        TestConfig.unhurried(script.provider)));
    }

    private void takes(long millis) {
        now = now.plusMillis(millis);
    }

    private static Reason reason(ReasonCode code) {
        return new Reason(code, "Code", "request-1", "subject", START);
    }

    /** A cloud that does as it is told; whatever is not said goes well. */
    private final class Script implements CloudProvider, CloudProvider.Account {
        private final Provider provider;
        private final List<String> tried = new ArrayList<>();
        private @Nullable Reason refused;
        private boolean identified;
        private @Nullable Reason shortfall;
        private StrangerTrial trial = new StrangerTrial.ShutOut();

        private Script(Provider provider) {
            this.provider = provider;
        }

        @Override
        public Provider provider() {
            return provider;
        }

        @Override
        public List<String> permissions() {
            return List.of("a:Read", "b:Read");
        }

        @Override
        public List<ResourceType> resourceTypes() {
            return List.of();
        }

        @Override
        public SignIn signIn(Visit visit) {
            takes(100);
            Instant at = now;
            takes(20);
            return refused == null
                    ? new SignIn.Accepted(this, at)
                    : new SignIn.Refused(refused, identified ? at : null);
        }

        @Override
        public String id() {
            return "account";
        }

        @Override
        public List<SliceTask> plan() {
            throw new AssertionError("A test makes no inventory");
        }

        @Override
        public List<PermissionCheck> checks() {
            return permissions().stream()
                    .map(permission -> new PermissionCheck(permission, () -> attempt(permission)))
                    .toList();
        }

        @Override
        public StrangerTrial tryAsStranger() {
            takes(400);
            return trial;
        }

        /** Of the first permission alone there is something to tell. */
        private Optional<Reason> attempt(String permission) {
            takes(30);
            tried.add(permission);
            return permission.equals("a:Read") ? Optional.ofNullable(shortfall) : Optional.empty();
        }
    }
}
