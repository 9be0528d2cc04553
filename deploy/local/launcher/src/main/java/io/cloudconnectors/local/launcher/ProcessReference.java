package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.ServerProcess;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from a later one that got the same number by the time at which it started.
 *
 * @param startedAtMillis milliseconds since the epoch
 */
record ProcessReference(long pid, long startedAtMillis) {

    /** The kernel counts ticks from boot, and the clock may have been set since. */
    private static final long TOLERANCE_MILLIS = 2_000;

    static ProcessReference of(ProcessHandle process) {
        return new ProcessReference(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process itself, if it still runs. One that ended and that its parent has not asked about yet does not. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !ServerProcess.isZombie(process.pid()))
                .filter(process -> Math.abs(of(process).startedAtMillis() - startedAtMillis) <= TOLERANCE_MILLIS);
    }
}
