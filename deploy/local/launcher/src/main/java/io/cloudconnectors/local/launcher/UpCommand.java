package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.KeycloakDistribution;
import io.cloudconnectors.local.servers.ServerProcess.Lifetime;
import io.cloudconnectors.local.servers.StartCache;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** {@code ./dev up}: starts the stack, seeds the demo, says where everything is. */
final class UpCommand {

    private final Path state;
    private final Map<String, String> environment;
    private final PrintStream out;

    UpCommand(Path state, Map<String, String> environment, PrintStream out) {
        this.state = state;
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) throws InterruptedException {
        var options = Arguments.parse(
                arguments, Set.of("--detach", "--no-demo", "--clean", "--real-clouds"), Set.of("--pollers", "--ports"));
        var detach = options.has("--detach");
        var cloud = CloudTarget.of(environment, options.has("--real-clouds"));
        var pollers = options.number("--pollers", 1, 0, 32);
        var ports = switch (options.value("--ports").orElse("documented")) {
            case "documented" -> Ports.documented(environment, pollers);
            case "auto" -> Ports.free(pollers);
            default -> throw new UsageException("--ports takes 'auto' or 'documented'.");
        };
        makeStateDirectory();
        // Held while this JVM lives: two starts on one state directory would end each other's processes.
        var lock = lock();
        try (var terminal = new Terminal(out)) {
            if (endsAnEarlierRun(terminal)) {
                return 0;
            }
            if (options.has("--clean")) {
                clean();
            }
            PortCheck.requireFree(ports);
            if (!KeycloakDistribution.isPrepared(
                    CacheDirectory.ofUser(), Blueprint.keycloakArchive(Home.directory()))) {
                terminal.note("keycloak is extracted and built once: a minute, at the first start only");
            }
            var stack = Stack.start(
                    new StackOptions(
                            Home.directory(),
                            state,
                            ports,
                            cloud,
                            detach ? Lifetime.OWN : Lifetime.OF_PARENT,
                            Map.of(Blueprint.CONNECTOR_API, guardRails()),
                            StartCache.Mode.RECORD,
                            Set.of()),
                    terminal);
            if (!options.has("--no-demo") && cloud instanceof CloudTarget.Simulated) {
                stack.seedDemo();
                terminal.note("demo: the connectors of tenant 'demo' are there; their first runs take seconds");
            }
            new Summary(out).print(stack, terminal.elapsed(), detach);
            if (detach) {
                stack.release();
                return 0;
            }
        } finally {
            unlock(lock);
        }
        new CountDownLatch(1).await(); // Ctrl-C or ./dev down: the shutdown hook stops the stack
        return 0;
    }

    /** Rate limits and CORS of the API, from the shell. */
    private Map<String, String> guardRails() {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("RATE_LIMIT_")
                        || variable.getKey().startsWith("CORS_"))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void makeStateDirectory() {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UsageException("The state directory %s cannot be made: %s".formatted(state, e.getMessage()));
        }
    }

    /** Whether an earlier run is whole, so that there is nothing to start. What is left of a killed one is stopped. */
    private boolean endsAnEarlierRun(Progress progress) {
        var earlier = StackFile.read(state);
        if (earlier.filter(StackFile::isRunning).isPresent()) {
            progress.note("The stack is running already: ./dev status shows it, ./dev down stops it.");
            return true;
        }
        var stopped = Leftovers.stop(state);
        if (earlier.isEmpty() && stopped == 0) {
            return false;
        }
        progress.note(
                stopped == 0
                        ? "An earlier run was killed; nothing of it was left running."
                        : "An earlier run was killed; %d of its processes were still running and are stopped now."
                                .formatted(stopped));
        return false;
    }

    private void clean() {
        try {
            for (var part : List.of("data", "secrets", "logs", "demo.json")) {
                CacheDirectory.delete(state.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileLock lock() {
        try {
            var channel = FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new UsageException("Another ./dev up is starting on %s at this moment.".formatted(state));
            }
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unlock(FileLock lock) {
        try {
            lock.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
