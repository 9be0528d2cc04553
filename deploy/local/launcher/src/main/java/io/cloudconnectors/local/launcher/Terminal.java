package io.cloudconnectors.local.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the start at a terminal: a line when a part is ready, and every few seconds what is being waited for. */
final class Terminal implements Progress, AutoCloseable {

    private static final long TELL_EVERY_SECONDS = 5;

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Map<String, Long> waiting = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    Terminal(PrintStream out) {
        this.out = out;
        var _ = ticker.scheduleAtFixedRate(this::tellWaiting, TELL_EVERY_SECONDS, TELL_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void started(String process) {
        waiting.put(process, System.nanoTime());
    }

    @Override
    public synchronized void ready(String process, Duration after) {
        waiting.remove(process);
        out.printf("  %-16s ready after %s%n", process, seconds(after));
    }

    @Override
    public synchronized void note(String sentence) {
        out.println("  " + sentence);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private synchronized void tellWaiting() {
        if (!waiting.isEmpty()) {
            out.printf("  ... %s: waiting for %s%n", seconds(elapsed()), String.join(", ", waiting.keySet()));
        }
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
