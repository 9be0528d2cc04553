package io.cloudconnectors.local.launcher;

import java.io.PrintStream;
import java.nio.file.Path;

/** {@code ./dev status}: a line for each process. Exit status 0 when all of them run, 3 otherwise (as of an init script). */
final class StatusCommand {

    private static final int NOT_RUNNING = 3;

    private final Path state;
    private final PrintStream out;

    StatusCommand(Path state, PrintStream out) {
        this.state = state;
        this.out = out;
    }

    int run() {
        var file = StackFile.read(state);
        if (file.isEmpty()) {
            out.println("Nothing is running: ./dev up starts it.");
            return NOT_RUNNING;
        }
        for (var entry : file.get().processes()) {
            var alive = entry.process().find().isPresent();
            out.printf(
                    "%-16s %-8s pid %-8d %6s  %s%n",
                    entry.name(),
                    alive ? "running" : "ended",
                    entry.process().pid(),
                    alive ? StackProcess.residentBytes(entry.process().pid()) / (1024 * 1024) + " MB" : "",
                    alive ? file.get().urls().getOrDefault(entry.name(), "") : "see " + entry.log());
        }
        if (!file.get().ready()) {
            out.println("The start was not finished: ./dev up repairs it, ./dev down stops what runs.");
        }
        return file.get().isRunning() ? 0 : NOT_RUNNING;
    }
}
