package io.cloudconnectors.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server in a process of its own. It runs in its own session, so that a Ctrl-C at the terminal reaches only the parent,
 * which then stops its servers in order; its output goes to a file, so that it can outlive the parent.
 */
public final class ServerProcess {

    /** What ties the process to the JVM that started it. */
    public enum Lifetime {
        /** It is interrupted when the JVM ends, however the JVM ends: a watcher sees the pipe between them close. */
        OF_PARENT,
        /** It runs until somebody stops it. */
        OWN
    }

    /**
     * What to run.
     *
     * @param name for messages
     * @param environment beside the few variables that every process gets (PATH, HOME, the locale)
     * @param log where its output goes; an earlier file is kept once, as {@code .1}
     */
    public record Spec(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Lifetime lifetime) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The signals that servers are stopped with. */
    public enum Signal {
        /** Finish what is going on. */
        TERM,
        /** What Ctrl-C sends; PostgreSQL's fast shutdown. */
        INT,
        /** PostgreSQL's shutdown without a checkpoint. */
        QUIT,
        /** Freeze: the process keeps its sockets and does nothing. */
        STOP,
        /** Go on after {@link #STOP}. */
        CONT
    }

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");
    private static final long POLL_MILLIS = 20;
    /** In the environment of every server and of what it starts: its directory. */
    private static final String MARK = "CLOUD_CONNECTORS_SERVER_OF";

    /*
     * The watcher reads the pipe whose other end the parent holds and never writes to: the end of file is the end of the
     * parent. It is detached twice, so that the server does not find a child that it never started.
     */
    private static final String LEASH = """
            exec 3<&0
            ( { cat <&3 >/dev/null; kill -INT $$; } 2>/dev/null & )
            exec "$@" </dev/null 3<&-
            """;

    private final Spec spec;
    private final Process process;

    private ServerProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** @throws ServerFailedException when the program cannot be run at all */
    public static ServerProcess start(Spec spec) {
        var command = new ArrayList<>(List.of("setsid"));
        switch (spec.lifetime()) {
            case OF_PARENT -> command.addAll(List.of("sh", "-c", LEASH, spec.name()));
            case OWN -> {}
        }
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command).directory(spec.directory().toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(spec.environment());
        builder.environment().put(MARK, spec.directory().toAbsolutePath().toString());
        builder.redirectErrorStream(true).redirectOutput(spec.log().toFile());
        try {
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            rotate(spec.log());
            var process = builder.start();
            switch (spec.lifetime()) {
                // The watcher ends with the server: it must not outlive the number that it would signal.
                case OF_PARENT -> {
                    var _ = process.onExit().thenAccept(ServerProcess::closeQuietly);
                }
                case OWN -> closeQuietly(process);
            }
            return new ServerProcess(spec, process);
        } catch (IOException e) {
            throw new ServerFailedException("%s could not be run (%s).".formatted(spec.name(), e.getMessage()), e);
        }
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return spec.log();
    }

    /**
     * Waits until the condition holds.
     *
     * @throws ServerFailedException when the process ends first, or the time is over
     */
    public void await(BooleanSupplier ready, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ServerFailedException("%s ended with status %d while it was starting%s"
                        .formatted(spec.name(), process.exitValue(), lastWords()));
            }
            if (System.nanoTime() > deadline) {
                throw new ServerFailedException(
                        "%s was not ready within %d s%s".formatted(spec.name(), limit.toSeconds(), lastWords()));
            }
            pause();
        }
    }

    /** Whether its output contains the text. */
    public boolean said(String text) {
        try {
            return Files.readString(spec.log(), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** The first line of its output that begins so. */
    public Optional<String> line(String prefix) {
        try (Stream<String> lines = Files.lines(spec.log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(prefix)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asks it to end, waits, and kills it when it does not. */
    public void stop(Signal signal, Duration limit) {
        if (process.isAlive()) {
            signal(process.pid(), signal);
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The running servers, what they started and what watches them, whose directory is this one or below it, whichever JVM started them. The
     * kernel keeps the environment that a process began with, so that there is no moment at which a server is not found.
     */
    public static List<ProcessHandle> below(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> !isZombie(process.pid()))
                .filter(process -> directoryOf(process)
                        .filter(marked -> marked.startsWith(directory.toAbsolutePath()))
                        .isPresent())
                .toList();
    }

    private static Optional<Path> directoryOf(ProcessHandle process) {
        var mark = MARK + "=";
        try {
            var environment = new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ")),
                    StandardCharsets.UTF_8);
            return Stream.of(environment.split("\0"))
                    .filter(variable -> variable.startsWith(mark))
                    .map(variable -> Path.of(variable.substring(mark.length())))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // It ended meanwhile, or belongs to somebody else.
        }
    }

    /** Whether it has ended, and has only its number left because its parent has not asked how. */
    public static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The name before the state is in parentheses, and may contain some.
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // It is gone, which isAlive() tells.
        }
    }

    /** Sends a signal that {@link ProcessHandle} does not offer; to any process of this user. */
    public static void signal(long pid, Signal signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(spec.log(), StandardCharsets.ISO_8859_1);
            var tail = lines.subList(Math.max(0, lines.size() - 5), lines.size()).stream()
                    .map(line -> line.length() > 300 ? line.substring(0, 297) + "..." : line)
                    .collect(Collectors.joining("\n  "));
            return "; its log %s ends with:%n  %s".formatted(spec.log(), tail);
        } catch (IOException e) {
            return ".";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while waiting for a server.", e);
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void closeQuietly(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is gone already, which is what was asked for.
        }
    }
}
