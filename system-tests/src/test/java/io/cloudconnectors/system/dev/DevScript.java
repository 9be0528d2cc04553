package io.cloudconnectors.system.dev;

import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./dev} against a state directory of the test's own. */
final class DevScript {

    /** How a command ended, and all that it said. */
    record Outcome(int status, String output) {}

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path state;
    private final Map<String, String> environment = new HashMap<>();

    DevScript(Path state) {
        this.state = state;
        environment.put("CLOUD_CONNECTORS_STATE", state.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    DevScript with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    DevScript without(String name) {
        environment.put(name, "");
        return this;
    }

    /** Runs a command to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        var output = output();
        var process = start(output, arguments);
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "./dev %s did not end: %s".formatted(List.of(arguments), Files.readString(output)));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /** Starts a command whose output goes to the file. */
    Process start(Path output, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Home.directory().resolve("dev").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(state.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    Path output() throws IOException {
        return Files.createTempFile(state, "dev-", ".out");
    }

    /**
     * The processes of this stack: each works in the state directory or below. The commands themselves are left out, they
     * are the caller's.
     */
    List<ProcessHandle> stackProcesses() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> worksBelow(process, state))
                .filter(process -> !process.info().commandLine().orElse("").contains("launcher.Main"))
                .toList();
    }

    private static boolean worksBelow(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(directory);
        } catch (IOException e) {
            return false; // It ended meanwhile, or belongs to somebody else.
        }
    }
}
