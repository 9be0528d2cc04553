package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops the processes of a stack, whoever started it: those that {@code stack.json} lists, and those that carry the mark of
 * its state directory, which a launcher may have started just before it was killed. A number that meanwhile belongs to
 * another process is left alone.
 */
final class Leftovers {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration WATCHER_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private Leftovers() {}

    /** Returns when none of the stack's processes runs; how many were running. */
    static int stop(Path state) {
        var file = StackFile.read(state);
        var running = file.isPresent() ? file.get().alive().size() : find(state).size();
        // A launcher in the foreground stops its own processes, in order.
        file.flatMap(stack -> stack.launcher().find())
                .filter(launcher -> launcher.pid() != ProcessHandle.current().pid())
                .ifPresent(launcher -> end(launcher, Signal.TERM, LIMIT.multipliedBy(2)));
        // First what works, then what it works on.
        endTogether(
                find(state).stream().filter(process -> !isFoundation(process)).toList());
        endTogether(find(state));
        awaitEndOfWatchers(state);
        StackFile.delete(state);
        return running;
    }

    /** A watcher needs a moment to see that its server is gone. */
    private static void awaitEndOfWatchers(Path state) {
        var deadline = System.nanoTime() + WATCHER_LIMIT.toNanos();
        while (!ServerProcess.below(state).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The servers themselves, without the processes that they started. */
    private static List<ProcessHandle> find(Path state) {
        var found = new LinkedHashMap<Long, ProcessHandle>();
        StackFile.read(state)
                .ifPresent(file -> file.alive()
                        .forEach(entry ->
                                entry.process().find().ifPresent(process -> found.put(process.pid(), process))));
        ServerProcess.below(state).forEach(process -> found.put(process.pid(), process));
        return found.values().stream()
                .filter(process -> process.parent()
                        .map(parent -> !found.containsKey(parent.pid()))
                        .orElse(true))
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList();
    }

    private static boolean isFoundation(ProcessHandle process) {
        return isPostgres(process)
                || process.info().commandLine().orElse("").contains("io.cloudconnectors.local.broker.Broker");
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static void endTogether(List<ProcessHandle> processes) {
        var ends = processes.stream()
                .map(process -> CompletableFuture.runAsync(
                        () -> end(process, isPostgres(process) ? Signal.INT : Signal.TERM, LIMIT)))
                .toList();
        ends.forEach(CompletableFuture::join);
    }

    private static void end(ProcessHandle process, Signal signal, Duration limit) {
        ServerProcess.signal(process.pid(), signal);
        // A frozen process takes no other signal.
        ServerProcess.signal(process.pid(), Signal.CONT);
        try {
            var _ = process.onExit()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            process.destroyForcibly();
            var _ = process.onExit().join();
        }
    }
}
