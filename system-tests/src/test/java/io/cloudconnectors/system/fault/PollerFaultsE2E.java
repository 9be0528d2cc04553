package io.cloudconnectors.system.fault;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The inventory is what the clouds hold, and no connector is blamed for what it did not do, whatever happens to pollers, to the
 * vault and in the clouds: some faults in one seed, and all of them with {@code ./dev faults poller}.
 */
class PollerFaultsE2E {
    /** One of each sort: a lost poller, a vault that does not answer, clouds that break off. */
    private static final List<FaultKind> OF_THE_GATE =
            List.of(FaultKind.KILL_POLLER_AFTER_LAST_CHUNK, FaultKind.VAULT_SLOW, FaultKind.CLOUD_BREAKS_OFF);

    @Test
    void everyInvariantHoldsWhateverFails() throws Exception {
        new FaultRun(Subject.POLLER, OF_THE_GATE, "1-1").assertThatAllIsWell();
    }
}
