package io.cloudconnectors.simulation;

import io.cloudconnectors.api.memory.Mutant;
import io.cloudconnectors.history.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many schedules, one for each seed of a row of them, until one breaks an invariant. */
final class Campaign {
    private final long firstSeed;
    private final long schedules;
    private final @Nullable Mutant mutant;

    Campaign(long firstSeed, long schedules, @Nullable Mutant mutant) {
        this.firstSeed = firstSeed;
        this.schedules = schedules;
        this.mutant = mutant;
    }

    /**
     * What came of it.
     *
     * @param steps how often a task went on, all schedules together
     */
    record Report(long schedules, long steps, List<Finding> findings, Map<String, Long> coverage) {}

    /** A seed that breaks something. */
    record Finding(long seed, Violation violation) {
        @Override
        public String toString() {
            return "%s: %s%n  replay: ./dev simulate --seed %d --schedules 1"
                    .formatted(violation.invariant(), violation.what(), seed);
        }
    }

    Report run(int threads) throws InterruptedException {
        var next = new AtomicLong();
        List<Callable<Report>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(() -> work(next));
        }
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Report> parts = new ArrayList<>();
            for (Future<Report> part : executor.invokeAll(workers)) {
                parts.add(part.get());
            }
            return together(parts);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private Report work(AtomicLong next) {
        var coverage = new Coverage();
        List<Finding> findings = new ArrayList<>();
        long steps = 0;
        long done = 0;
        for (long i = next.getAndIncrement(); i < schedules; i = next.getAndIncrement()) {
            long seed = firstSeed + i;
            try {
                Schedule.Result result = Schedule.of(seed, mutant, coverage, null);
                steps += result.steps();
                done++;
                result.violations().forEach(violation -> findings.add(new Finding(seed, violation)));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Seed " + seed + " does not end well", e);
            }
            if (!findings.isEmpty()) {
                next.set(schedules);
            }
        }
        return new Report(done, steps, findings, coverage.counts());
    }

    private static Report together(List<Report> parts) {
        long schedules = 0;
        long steps = 0;
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> coverage = new TreeMap<>();
        for (Report part : parts) {
            schedules += part.schedules;
            steps += part.steps;
            findings.addAll(part.findings);
            part.coverage.forEach((what, count) -> coverage.merge(what, count, Long::sum));
        }
        return new Report(schedules, steps, findings, coverage);
    }
}
