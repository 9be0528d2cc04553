package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.contracts.TestStep.Kind;
import io.cloudconnectors.contracts.TestStep.Result;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudProvider.Account;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.run.Work.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run with the trigger TEST does instead of an inventory: it tries, one after the other, all that runs need, and says
 * of each what came of it. After a failed sign-in, or in the wrong account, there is nothing more to try; a permission that
 * is missing says nothing about the next. Holds one test.
 */
final class ConnectionTest {
    private final CloudProvider provider;
    private final InstantSource clock;
    private final List<TestStep> steps = new ArrayList<>();
    private Instant stepBegan;

    ConnectionTest(CloudProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
        this.stepBegan = clock.instant();
    }

    Conclusion of(Visit visit) throws InterruptedException {
        switch (provider.signIn(visit)) {
            case SignIn.Accepted(var account, var identifiedAt) -> {
                ended(Kind.SIGN_IN, null, null, identifiedAt);
                ended(Kind.ACCOUNT, null, null, clock.instant());
                inside(account);
            }
            case SignIn.Refused(var reason, var identifiedAt) -> outside(reason, identifiedAt);
        }
        return conclusion();
    }

    private void inside(Account account) throws InterruptedException {
        for (PermissionCheck check : account.checks()) {
            Reason shortfall = check.attempt().orElse(null);
            ended(Kind.PERMISSION, check.permission(), shortfall, clock.instant());
        }
        if (hasExternalId()) {
            Reason hole = asStranger(account);
            ended(Kind.EXTERNAL_ID, null, hole, clock.instant());
        }
    }

    private @Nullable Reason asStranger(Account account) throws InterruptedException {
        return switch (account.tryAsStranger()) {
            case CloudProvider.StrangerTrial.ShutOut() -> null;
            case CloudProvider.StrangerTrial.LetIn(var reason) -> reason;
            case CloudProvider.StrangerTrial.Undecided() ->
                new Reason(ReasonCode.PROVIDER_ERROR, null, null, "sts:AssumeRole", clock.instant());
        };
    }

    private void outside(Reason reason, @Nullable Instant identifiedAt) {
        if (identifiedAt == null) {
            ended(Kind.SIGN_IN, null, reason, clock.instant(), Result.FAILED);
            skipped(Kind.ACCOUNT, null);
        } else {
            ended(Kind.SIGN_IN, null, null, identifiedAt);
            ended(Kind.ACCOUNT, null, reason, clock.instant(), Result.FAILED);
        }
        provider.permissions().forEach(permission -> skipped(Kind.PERMISSION, permission));
        if (hasExternalId()) {
            skipped(Kind.EXTERNAL_ID, null);
        }
    }

    private boolean hasExternalId() {
        return switch (provider.provider()) {
            case AWS -> true;
            case AZURE, GCP -> false;
        };
    }

    private void ended(Kind kind, @Nullable String permission, @Nullable Reason reason, Instant at) {
        ended(kind, permission, reason, at, reason == null ? Result.PASSED : weight(reason));
    }

    private void ended(Kind kind, @Nullable String permission, @Nullable Reason reason, Instant at, Result result) {
        long millis = Math.max(0, Duration.between(stepBegan, at).toMillis());
        steps.add(new TestStep(kind, permission, result, millis, reason));
        stepBegan = at;
    }

    private void skipped(Kind kind, @Nullable String permission) {
        steps.add(new TestStep(kind, permission, Result.SKIPPED, 0, null));
    }

    /** What somebody decided, and what runs go on with, is a warning. What nobody could find out is no success. */
    private static Result weight(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case SKIPPED, WARNING -> Result.WARNING;
            case PERMANENT, TRANSIENT, PARTIAL, PLATFORM, AWAITING -> Result.FAILED;
        };
    }

    private Conclusion conclusion() {
        Reason failure = firstFailure();
        return new Conclusion(failure == null ? RunOutcome.SUCCEEDED : RunOutcome.FAILED, failure, null, steps);
    }

    private @Nullable Reason firstFailure() {
        return steps.stream()
                .filter(step -> step.result() == Result.FAILED)
                .map(TestStep::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
