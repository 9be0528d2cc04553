package io.cloudconnectors.local.launcher;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Login;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.ServerFailedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A running stack: every process, its address and its secrets.
 *
 * <pre>{@code
 * try (var stack = Stack.start(StackOptions.forTests(directory, 2), Progress.SILENT)) {
 *     stack.process("poller-1").kill();
 * }
 * }</pre>
 */
public final class Stack implements AutoCloseable {

    /** Stopped last: the others write to them until they end. */
    private static final Set<String> FOUNDATIONS = Set.of(Blueprint.POSTGRES, Blueprint.KAFKA);

    private final StackOptions options;
    private final StackSecrets secrets;
    private final Progress progress;
    private final Map<String, StackProcess> processes = new LinkedHashMap<>();
    private boolean ready;
    private boolean closed;

    private Stack(StackOptions options, StackSecrets secrets, Progress progress) {
        this.options = options;
        this.secrets = secrets;
        this.progress = progress;
    }

    /**
     * Starts everything and waits until it is ready. When one part fails, the others are stopped again. A shutdown hook that
     * stops the stack is in place before the first process starts.
     *
     * @throws ServerFailedException saying which part failed, and where its log is
     */
    public static Stack start(StackOptions options, Progress progress) {
        var stack = new Stack(options, StackSecrets.in(options.state().resolve("secrets")), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var failure = new CompletableFuture<Void>();
            var started = new HashMap<String, CompletableFuture<Void>>();
            for (var component : new Blueprint(options, secrets).components()) {
                started.put(component.name(), startAfter(component, started, executor, failure));
            }
            try {
                CompletableFuture.anyOf(all(started.values().stream().toList()), failure)
                        .join();
            } catch (CompletionException e) {
                close();
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        synchronized (this) {
            ready = true;
            writeFile();
        }
    }

    private CompletableFuture<Void> startAfter(
            Component component,
            Map<String, CompletableFuture<Void>> started,
            ExecutorService executor,
            CompletableFuture<Void> failure) {
        var needs = component.needs().stream()
                .filter(need -> !options.leftOut().contains(need))
                .map(started::get)
                .toList();
        return all(needs).thenRunAsync(() -> startOne(component), executor).whenComplete((_, problem) -> {
            if (problem != null) {
                failure.completeExceptionally(problem instanceof CompletionException ? problem.getCause() : problem);
            }
        });
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private void startOne(Component component) {
        var process = StackProcess.start(component, this::record);
        process.awaitReady();
        if (component.name().equals(Blueprint.CLOUD)) {
            demo().restore();
        }
        progress.ready(component.name(), process.startTime());
    }

    /** Keeps a process that has just been started, so that it is stopped with the rest whatever happens next. */
    private void record(StackProcess process) {
        progress.started(process.name());
        boolean late;
        synchronized (this) {
            processes.put(process.name(), process);
            late = closed;
            if (!late) {
                writeFile();
            }
        }
        if (late) {
            process.kill();
            throw new ServerFailedException("The stack is being stopped.");
        }
    }

    private synchronized void writeFile() {
        var entries = processes.values().stream()
                .map(process -> new StackFile.Entry(
                        process.name(),
                        ProcessReference.of(process.process().handle()),
                        process.log().toString()))
                .toList();
        new StackFile(ready, ProcessReference.of(ProcessHandle.current()), urls(), entries).write(options.state());
    }

    private Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        for (var name : options.ports().http().keySet()) {
            var address = "127.0.0.1:" + options.ports().of(name);
            switch (name) {
                case Blueprint.POSTGRES, Blueprint.KAFKA -> urls.put(name, address);
                case "kafka-controller" -> {}
                default -> urls.put(name, "http://" + address);
            }
        }
        return urls;
    }

    /** @throws IllegalArgumentException when there is none of that name ({@code connector-api}, {@code poller-1}, ...) */
    public synchronized StackProcess process(String name) {
        var process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("No process " + name + " in " + processes.keySet());
        }
        return process;
    }

    public synchronized List<StackProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** Base URL of a process that serves HTTP, without a slash at the end. */
    public URI url(String process) {
        return URI.create(options.ports().url(process));
    }

    /** Base URL of a service's health and metrics. */
    public URI managementUrl(String process) {
        return URI.create("http://127.0.0.1:" + options.ports().managementOf(process));
    }

    /** {@code host:port} of the broker. */
    public String kafka() {
        return "127.0.0.1:" + options.ports().of(Blueprint.KAFKA);
    }

    /** PostgreSQL's superuser in that database: who sees and breaks everything. */
    public Login superuser(Database database) {
        return Login.superuser(
                options.ports().of(Blueprint.POSTGRES),
                database.sqlName(),
                secrets.postgres().superuser());
    }

    /** How a role of the services reaches its database. */
    public Login login(Role role) {
        return new Login(
                Login.url(
                        options.ports().of(Blueprint.POSTGRES), role.database().sqlName()),
                role.sqlName(),
                secrets.postgres().of(role));
    }

    public StackOptions options() {
        return options;
    }

    public StackSecrets secrets() {
        return secrets;
    }

    /** Where each process writes its log. */
    public Path logs() {
        return options.state().resolve("logs");
    }

    /** Where PostgreSQL and Kafka keep what they store. */
    public Path data() {
        return options.state().resolve("data");
    }

    /** Gives out access tokens of this stack's Keycloak. */
    public Tokens tokens() {
        return new Tokens(url(Blueprint.KEYCLOAK), secrets.oidcClient(Tokens.CLIENT));
    }

    /** Makes the clients that CI signs in as. */
    public CiClients ciClients() {
        return new CiClients(url(Blueprint.KEYCLOAK), secrets.oidcClient(CiClients.CLIENT));
    }

    /** Makes the demo's connectors, unless they are there. */
    public void seedDemo() {
        demo().seed(tokens().token(Tokens.Role.EDITOR, Demo.TENANT));
    }

    private Demo demo() {
        return new Demo(
                url(Blueprint.CONNECTOR_API),
                url(Blueprint.CLOUD),
                options.cloud().platformAccountId(),
                new Keepsakes(secrets.directory().resolve("demo")));
    }

    /** Leaves the processes running when this JVM ends; for processes of {@code Lifetime.OWN}. */
    synchronized void release() {
        closed = true;
    }

    /** Stops everything: first what works, then what it works on. Calling it again does nothing. */
    @Override
    public void close() {
        List<StackProcess> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = new ArrayList<>(processes.values());
        }
        var last = running.stream().collect(Collectors.partitioningBy(process -> FOUNDATIONS.contains(process.name())));
        stopTogether(last.getOrDefault(false, List.of()));
        stopTogether(last.getOrDefault(true, List.of()));
        StackFile.delete(options.state());
    }

    private static void stopTogether(List<StackProcess> processes) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            processes.forEach(process -> executor.execute(process::stop));
        }
    }
}
