package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.contracts.TestStep;
import io.cloudconnectors.poller.provider.CloudProvider.StrangerTrial;
import io.cloudconnectors.poller.report.Results;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attempt does between lease and end; interrupted when it must stop. */
@FunctionalInterface
interface Work {
    Conclusion look(LeasedRun run, Results results) throws InterruptedException;

    /**
     * How it went.
     *
     * @param reason present when PARTIAL or FAILED; of a SUCCEEDED run a warning
     * @param externalIdProof present when it was asked for and came to an answer
     * @param steps what a connection test tried; absent of any other run
     */
    record Conclusion(
            RunOutcome outcome,
            @Nullable Reason reason,
            @Nullable ExternalIdProof externalIdProof,
            @Nullable List<TestStep> steps) {

        Conclusion(RunOutcome outcome, @Nullable Reason reason) {
            this(outcome, reason, null, null);
        }

        /** The same with what came of the trial. A reason that it has already weighs more than the warning. */
        Conclusion after(StrangerTrial trial) {
            return switch (trial) {
                case StrangerTrial.ShutOut() -> new Conclusion(outcome, reason, ExternalIdProof.ENFORCED, steps);
                case StrangerTrial.LetIn(var warning) ->
                    new Conclusion(outcome, reason == null ? warning : reason, ExternalIdProof.NOT_ENFORCED, steps);
                case StrangerTrial.Undecided() -> this;
            };
        }
    }
}
