package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.ServerProcess;
import io.cloudconnectors.local.servers.ServerProcess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Stops what {@code stack.json} lists, whoever started it. A number that meanwhile belongs to another process is left alone. */
final class Leftovers {

    private static final Set<String> FOUNDATIONS = Set.of(Blueprint.POSTGRES, Blueprint.KAFKA);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private Leftovers() {}

    /** Returns when none of the stack's processes runs; how many were running. */
    static int stop(Path state) {
        var file = StackFile.read(state);
        if (file.isEmpty()) {
            return 0;
        }
        var alive = file.get().alive();
        // A launcher in the foreground stops its own processes, in order.
        file.get()
                .launcher()
                .find()
                .filter(launcher -> launcher.pid() != ProcessHandle.current().pid())
                .ifPresent(launcher -> end(launcher, Signal.TERM, LIMIT.multipliedBy(2)));
        stopTogether(file.get(), entry -> !FOUNDATIONS.contains(entry.name()));
        stopTogether(file.get(), entry -> FOUNDATIONS.contains(entry.name()));
        StackFile.delete(state);
        return alive.size();
    }

    private static void stopTogether(StackFile file, Predicate<StackFile.Entry> which) {
        List<CompletableFuture<Void>> stops = file.alive().stream()
                .filter(which)
                .map(entry -> CompletableFuture.runAsync(() ->
                        entry.process().find().ifPresent(process -> end(process, signal(entry.name()), LIMIT))))
                .toList();
        stops.forEach(CompletableFuture::join);
    }

    private static Signal signal(String name) {
        return Blueprint.POSTGRES.equals(name) ? Signal.INT : Signal.TERM;
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
