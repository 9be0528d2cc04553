package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.reason.ReasonView;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.TestStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A test as clients see it. */
@Schema(name = "ConnectionTest", description = "A try of all that runs need, step by step.")
record ConnectionTestView(
        @Schema(required = true) UUID id,

        @Schema(required = true, description = "The connector or draft.")
        UUID connectorId,

        @Schema(required = true) Provider provider,
        @Schema(required = true) TestState state,
        @Schema(required = true) CredentialView credential,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true, nullable = true) @Nullable Instant startedAt,
        @Schema(required = true, nullable = true) @Nullable Instant finishedAt,

        @Schema(
                required = true,
                nullable = true,
                description = "Why it FAILED: of the first step that did, or of ours.")
        @Nullable
        ReasonView reason,

        @Schema(
                required = true,
                description =
                        "In the order in which they are tried. The permissions are named at the end of the test; those "
                                + "of a test that came to no step are empty.")
        List<StepView> steps) {

    /** Which credential it tries. */
    @Schema(name = "TestedCredential")
    record CredentialView(
            @Schema(required = true) TestedCredential source,

            @Schema(description = "Absent of a TRIAL, which is no version of the connector.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Integer version) {}

    /** What came of a step. */
    enum StepResult {
        PENDING,
        PASSED,
        WARNING,
        FAILED,
        SKIPPED;

        static StepResult of(TestStep.Result result) {
            return switch (result) {
                case PASSED -> PASSED;
                case WARNING -> WARNING;
                case FAILED -> FAILED;
                case SKIPPED -> SKIPPED;
            };
        }
    }

    /** One thing that is tried. */
    @Schema(name = "ConnectionTestStep", description = "One thing that is tried; SKIPPED when an earlier one failed.")
    record StepView(
            @Schema(required = true) TestStep.Kind step,

            @Schema(required = true, examples = "Call ec2:DescribeInstances")
            String title,

            @Schema(description = "Of the step PERMISSION: what is tried.", examples = "ec2:DescribeInstances")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String permission,

            @Schema(required = true) StepResult result,

            @Schema(required = true, nullable = true, description = "Null while PENDING.") @Nullable
            Long durationMillis,

            @Schema(required = true, nullable = true, description = "When FAILED or WARNING, with what to do about it.")
            @Nullable
            ReasonView reason) {}

    static ConnectionTestView of(ConnectionTest test) {
        return new ConnectionTestView(
                test.id(),
                test.connectorId(),
                test.provider(),
                test.state(),
                new CredentialView(
                        test.credential(),
                        switch (test.credential()) {
                            case CURRENT, STORED -> test.credentialVersion();
                            case TRIAL -> null;
                        }),
                test.createdAt(),
                test.startedAt(),
                test.finishedAt(),
                ReasonView.of(test.reason(), test.provider()),
                steps(test));
    }

    private static List<StepView> steps(ConnectionTest test) {
        List<ConnectionTest.Step> steps = test.steps();
        if (steps != null) {
            return steps.stream().map(step -> done(step, test.provider())).toList();
        }
        return test.state().ended() ? List.of() : pending(test.provider());
    }

    private static StepView done(ConnectionTest.Step step, Provider provider) {
        return new StepView(
                step.step(),
                StepTitle.of(step.step(), step.permission(), provider),
                step.permission(),
                StepResult.of(step.result()),
                step.durationMillis(),
                ReasonView.of(step.reason(), provider));
    }

    /** Which permissions are tried the poller knows. */
    private static List<StepView> pending(Provider provider) {
        Stream<TestStep.Kind> kinds = switch (provider) {
            case AWS -> Stream.of(TestStep.Kind.SIGN_IN, TestStep.Kind.ACCOUNT, TestStep.Kind.EXTERNAL_ID);
            case AZURE, GCP -> Stream.of(TestStep.Kind.SIGN_IN, TestStep.Kind.ACCOUNT);
        };
        return kinds.map(kind ->
                        new StepView(kind, StepTitle.of(kind, null, provider), null, StepResult.PENDING, null, null))
                .toList();
    }
}
