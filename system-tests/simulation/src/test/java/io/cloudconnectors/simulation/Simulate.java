package io.cloudconnectors.simulation;

import org.junit.jupiter.api.Test;

/** As many schedules as one wants, or one of them in all its events: {@code ./dev simulate} runs it. */
class Simulate {
    private static final double NANOS = 1e9;

    @Test
    void simulate() throws InterruptedException {
        long seed = Long.getLong("simulation.seed", 1);
        long schedules = Long.getLong("simulation.schedules", 1_000_000);
        int threads =
                Integer.getInteger("simulation.threads", Runtime.getRuntime().availableProcessors());
        if (schedules == 1) {
            var _ = Schedule.of(seed, null, new Coverage(), System.out::println);
        }
        long began = System.nanoTime();
        Campaign.Report report = new Campaign(seed, schedules, null).run(threads);
        double seconds = (System.nanoTime() - began) / NANOS;
        report.coverage().forEach((what, count) -> System.out.printf("%,14d  %s%n", count, what));
        report.findings().forEach(System.out::println);
        System.out.printf(
                "SIMULATE schedules=%d steps=%d threads=%d seconds=%.1f schedules/s=%.0f violations=%d%n",
                report.schedules(),
                report.steps(),
                threads,
                seconds,
                report.schedules() / seconds,
                report.findings().size());
        if (!report.findings().isEmpty()) {
            throw new AssertionError("An invariant does not hold");
        }
    }
}
