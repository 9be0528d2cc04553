package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.evidence.ProcessorClock;
import java.util.Map;

/**
 * A contender's turn in a round, and what each process took of the processors meanwhile.
 *
 * @param cores that each kept busy
 * @param seconds from reading to reading, in which the pass lies
 */
record Turn(Pass pass, Map<String, Double> cores, double seconds) {
    static Turn of(Pass pass, ProcessorClock.Reading before, ProcessorClock.Reading after) {
        return new Turn(pass, after.coresSince(before), (after.nanos() - before.nanos()) / 1e9);
    }

    double cores(String process) {
        return cores.getOrDefault(process, 0.0);
    }

    double allCores() {
        return cores.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Of the processors, for each run. */
    double millisPerRun(String process) {
        return cores(process) * seconds * 1_000 / pass.runs();
    }
}
