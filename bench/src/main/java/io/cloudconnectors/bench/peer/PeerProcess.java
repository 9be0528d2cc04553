package io.cloudconnectors.bench.peer;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts a peer in a JVM with the options of a service. */
public final class PeerProcess {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** What belongs to the service's own classes or to Quarkus. */
    private static final List<String> NOT_TAKEN =
            List.of("-XX:SharedArchiveFile", "-XX:+AutoCreateSharedArchive", "-Xlog", "-Djava.util.logging");

    private PeerProcess() {}

    /**
     * Starts it and waits until it is ready.
     *
     * @param options of its JVM
     * @param ready what it prints then
     */
    public static ServerProcess start(
            Stack stack,
            String name,
            List<String> options,
            Class<?> main,
            Map<String, String> environment,
            String ready) {
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(options);
        command.addAll(List.of("-cp", Jars.classPath(Home.directory(), "bench"), main.getName()));
        var process = ServerProcess.start(new ServerProcess.Spec(
                name,
                command,
                environment,
                stack.options().state(),
                stack.logs().resolve(name + ".log"),
                ServerProcess.Lifetime.OF_PARENT));
        process.await(() -> process.said(ready), LIMIT);
        return process;
    }

    /** The options of a service's JVM as the kernel has them of the running process, so that no copy can differ. */
    public static List<String> optionsOf(long pid) {
        try {
            var arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .split("\0", -1);
            return Stream.of(arguments)
                    .skip(1)
                    .takeWhile(argument -> !argument.equals("-jar"))
                    .filter(argument -> NOT_TAKEN.stream().noneMatch(argument::startsWith))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it. */
    public static void stop(ServerProcess process) {
        process.stop(ServerProcess.Signal.TERM, LIMIT);
    }
}
