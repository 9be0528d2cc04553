package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.CacheDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;

/**
 * {@code ./dev bench start}: how long the built stack takes from nothing to ready, and what each process costs. It runs on
 * free ports in a state directory of its own, twice: the first start fills the caches, the second is measured.
 */
final class StartBenchmark {

    private static final Duration READY_GOAL = Duration.ofSeconds(25);
    private static final long SERVICES_GOAL_MEGABYTES = 900;
    private static final Set<String> SERVICES = Set.of(Blueprint.CONNECTOR_API, Blueprint.VAULT, Ports.poller(1));
    private static final long MEGABYTE = 1024 * 1024;

    private final PrintStream out;

    StartBenchmark(PrintStream out) {
        this.out = out;
    }

    int run() {
        out.println("warming up: a first start fills the caches");
        measure(false);
        out.println("measuring");
        measure(true);
        return 0;
    }

    private void measure(boolean report) {
        try {
            var state = Files.createTempDirectory("cloud-connectors-bench-");
            var begin = System.nanoTime();
            var options = StackOptions.forTests(state, 1);
            try (var stack = Stack.start(report ? options : options.recordingStartCaches(), Progress.SILENT)) {
                var elapsed = Duration.ofNanos(System.nanoTime() - begin);
                if (report) {
                    report(stack, elapsed);
                }
            } finally {
                CacheDirectory.delete(state);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(Stack stack, Duration elapsed) {
        out.printf("%n%-16s %10s %10s %10s%n", "process", "ready", "CPU", "RSS");
        long services = 0;
        for (var process : stack.processes()) {
            var resident = process.residentBytes();
            out.printf(
                    "%-16s %10s %10s %7d MB%n",
                    process.name(),
                    Terminal.seconds(process.startTime()),
                    Terminal.seconds(process.processorTime()),
                    resident / MEGABYTE);
            if (SERVICES.contains(process.name())) {
                services += resident;
            }
        }
        out.println();
        goal(
                "start-ready",
                Terminal.seconds(elapsed),
                "<= " + READY_GOAL.toSeconds() + " s",
                elapsed.compareTo(READY_GOAL) <= 0);
        goal(
                "services-rss",
                services / MEGABYTE + " MB",
                "<= " + SERVICES_GOAL_MEGABYTES + " MB",
                services / MEGABYTE <= SERVICES_GOAL_MEGABYTES);
    }

    private void goal(String name, String measured, String target, boolean met) {
        out.printf(
                "GOAL %s %s %s %s%n", name, measured.replace(" ", ""), target.replace(" ", ""), met ? "met" : "short");
    }
}
