package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.RunRequest;
import org.jboss.logging.MDC;

/** Puts the run into every line that is logged about it. */
final class RunLog {
    private static final String RUN = "runId";
    private static final String CONNECTOR = "connectorId";

    private RunLog() {}

    /** Something that is done for a run, on a thread of its own. */
    @FunctionalInterface
    interface Step<T> {
        T go() throws InterruptedException;
    }

    static <T> T about(RunRequest run, Step<T> step) throws InterruptedException {
        MDC.put(RUN, run.runId());
        MDC.put(CONNECTOR, run.connectorId());
        try {
            return step.go();
        } finally {
            MDC.remove(RUN);
            MDC.remove(CONNECTOR);
        }
    }
}
