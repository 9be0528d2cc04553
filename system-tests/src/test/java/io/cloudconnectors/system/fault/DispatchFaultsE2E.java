package io.cloudconnectors.system.fault;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Dispatch, leases and results keep their promises whatever fails: six faults in real processes, shared by three seeds, and each
 * seed with all of them, as many as one wants, with {@code ./dev faults dispatch}.
 */
class DispatchFaultsE2E {
    /** One of each sort: a lost instance, lost acknowledgements, a late poller, a late merge, a lost server, repetition. */
    private static final List<FaultKind> OF_THE_GATE = List.of(
            FaultKind.KILL_AFTER_COMMIT,
            FaultKind.KILL_MID_SEND,
            FaultKind.FREEZE_POLLER_PAST_ITS_LEASE,
            FaultKind.KILL_POSTGRES,
            FaultKind.REPEAT_MESSAGES,
            FaultKind.STOP_INSIDE_MERGE);

    @Test
    void everyInvariantHoldsWhateverFails() throws Exception {
        new FaultRun(Subject.DISPATCH, OF_THE_GATE, "1-3").assertThatAllIsWell();
    }
}
