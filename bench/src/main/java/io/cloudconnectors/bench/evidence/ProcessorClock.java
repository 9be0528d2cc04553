package io.cloudconnectors.bench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What processes take of the processors, each with those that it started; this JVM, which started all of them, alone. */
public final class ProcessorClock {
    /** What the rest of the machine takes. */
    public static final String OTHERS = "others";

    private static final long TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private final Map<String, ProcessHandle> processes;

    /** @param processes by the name that they are shown under */
    public ProcessorClock(Map<String, ProcessHandle> processes) {
        this.processes = new LinkedHashMap<>(processes);
    }

    /** What was taken since the machine or the process was started. */
    public Reading read() {
        var taken = new LinkedHashMap<String, Duration>();
        processes.forEach((name, process) -> taken.put(
                name,
                family(process)
                        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus)));
        return new Reading(System.nanoTime(), taken, machine());
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return process.equals(ProcessHandle.current())
                ? Stream.of(process)
                : Stream.concat(Stream.of(process), process.descendants());
    }

    /**
     * A reading.
     *
     * @param nanos when, of {@link System#nanoTime()}
     */
    public record Reading(long nanos, Map<String, Duration> taken, Duration machine) {

        /** How many processors each kept busy since an earlier reading, {@link #OTHERS} included. */
        public Map<String, Double> coresSince(Reading earlier) {
            double elapsed = nanos - earlier.nanos;
            var cores = new LinkedHashMap<String, Double>();
            double ours = 0;
            for (var entry : taken.entrySet()) {
                var before = earlier.taken.getOrDefault(entry.getKey(), Duration.ZERO);
                double share = entry.getValue().minus(before).toNanos() / elapsed;
                cores.put(entry.getKey(), share);
                ours += share;
            }
            double all = machine.minus(earlier.machine).toNanos() / elapsed;
            cores.put(OTHERS, Math.max(0, all - ours));
            return cores;
        }
    }

    /** All that was not idle, of the first line of /proc/stat. */
    private static Duration machine() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().split("\\s+", -1))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .limit(STEAL)
                    .toArray();
            long busy = Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT];
            return Duration.ofNanos(busy * (1_000_000_000L / TICKS_PER_SECOND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
