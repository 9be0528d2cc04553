package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.poller.report.Results;
import org.jspecify.annotations.Nullable;

/** What an attempt does between lease and end; interrupted when it must stop. */
@FunctionalInterface
interface Work {
    Conclusion look(LeasedRun run, Results results) throws InterruptedException;

    /**
     * How it went.
     *
     * @param reason present unless SUCCEEDED or CANCELLED
     */
    record Conclusion(RunOutcome outcome, @Nullable Reason reason) {}
}
