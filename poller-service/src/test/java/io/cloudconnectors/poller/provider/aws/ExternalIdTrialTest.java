package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.CloudProvider.Account;
import io.cloudconnectors.poller.provider.CloudProvider.StrangerTrial;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof through the SDK and the wire, against trust policies that hold, leak and look as if they held. */
class ExternalIdTrialTest {
    private CustomerAccount account = new CustomerAccount("");

    @AfterEach
    void stop() {
        account.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{StringEquals: {'sts:ExternalId': ext}}",
                "{StringEquals: {'sts:ExternalId': [other, ext]}}",
                "{StringLike: {'sts:ExternalId': 'ex?'}}",
            })
    void aRoleThatAsksForTheExternalIdShutsStrangersOut(String condition) throws InterruptedException {
        // Given
        account = account.trustingOn(condition);

        // When
        StrangerTrial trial = account.entered().tryAsStranger();

        // Then it took two attempts, which the customer can tell from the run's own session
        assertThat(trial).isEqualTo(new StrangerTrial.ShutOut());
        assertThat(attempts()).extracting(Call::error, Call::session).containsExactly(denied(account), denied(account));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no condition           | {}                                                    | 1",
                "optional               | {StringEqualsIfExists: {'sts:ExternalId': ext}}       | 1",
                "another key            | {StringEquals: {'aws:PrincipalAccount': '999988887777'}} | 1",
                "any External ID        | {'Null': {'sts:ExternalId': 'false'}}                 | 2",
                "a pattern of all       | {StringLike: {'sts:ExternalId': '*'}}                 | 2",
                "all but one            | {StringNotEquals: {'sts:ExternalId': other}}          | 1",
            })
    void aRoleThatDoesNotIsFound(String name, String condition, int attempts) throws InterruptedException {
        // Given
        account = account.trustingOn(condition);

        // When
        StrangerTrial trial = account.entered().tryAsStranger();

        // Then
        assertThat(attempts()).hasSize(attempts);
        assertThat(trial).isInstanceOfSatisfying(StrangerTrial.LetIn.class, letIn -> {
            assertThat(letIn.reason().code()).isEqualTo(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED);
            assertThat(letIn.reason().code().reasonClass()).isEqualTo(ReasonClass.WARNING);
            assertThat(letIn.reason().subject()).isEqualTo("sts:AssumeRole");
            assertThat(letIn.reason().providerCode()).isNull();
            assertThat(letIn.reason().providerRequestId())
                    .isEqualTo(attempts().getLast().requestId());
        });
    }

    @Test
    void theSessionOfAStrangerIsNeverUsed() throws InterruptedException {
        // Given
        account = account.trustingOn("{}");
        Account entered = account.entered();

        // When
        assertThat(entered.tryAsStranger()).isInstanceOf(StrangerTrial.LetIn.class);
        entered.plan().forEach(slice -> {
            try {
                slice.look(resource -> {});
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        // Then
        assertThat(account.cloud().calls().matching(ExternalIdTrialTest::byStranger))
                .extracting(Call::action)
                .containsExactly("AssumeRole");
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "SERVER_ERROR", "DROP", "HANG", "MALFORMED_XML", "EXPIRED_SESSION"})
    void whatIsNoDenialProvesNothing(FaultKind kind) throws InterruptedException {
        // Given
        Account entered = account.entered();
        account.fault("sts", "AssumeRole", kind, null);

        // Then
        assertThat(entered.tryAsStranger()).isEqualTo(new StrangerTrial.Undecided());
    }

    @Test
    void oneDenialAloneProvesNothing() throws InterruptedException {
        // Given an External ID that is not asked for, and no answer to the second attempt
        account = account.trustingOn("{'Null': {'sts:ExternalId': 'false'}}");
        Account entered = account.entered();
        account.cloud().faults().set(new Fault(null, "sts", "AssumeRole", null, FaultKind.HANG, 1, 0));
        account.fault("sts", "AssumeRole", FaultKind.THROTTLE, null);

        // Then
        assertThat(entered.tryAsStranger()).isEqualTo(new StrangerTrial.Undecided());
        assertThat(attempts()).extracting(Call::error).startsWith("AccessDenied", "Throttling");
    }

    private List<Call> attempts() {
        return account.cloud().calls().matching(ExternalIdTrialTest::byStranger);
    }

    private static boolean byStranger(Call call) {
        return call.session() != null && call.session().endsWith("-external-id-proof");
    }

    private static org.assertj.core.groups.Tuple denied(CustomerAccount account) {
        return org.assertj.core.groups.Tuple.tuple("AccessDenied", account.runId() + "-external-id-proof");
    }
}
