package io.cloudconnectors.bench;

import io.cloudconnectors.bench.bare.BareEndpoint;
import io.cloudconnectors.bench.bare.BareStatements;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Home;
import io.cloudconnectors.local.servers.Jars;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** The bare endpoint as a process, in a JVM with the options of connector-api. */
record BarePeer(ServerProcess process, URI url) implements AutoCloseable {
    /** {@code quarkus.datasource.api.jdbc.max-size} of connector-api. */
    private static final int CONNECTIONS = 16;

    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** What belongs to connector-api's own classes or to Quarkus. */
    private static final List<String> NOT_TAKEN =
            List.of("-XX:SharedArchiveFile", "-XX:+AutoCreateSharedArchive", "-Xlog", "-Djava.util.logging");

    static BarePeer start(Stack stack, BareStatements statements) {
        int port = FreePorts.one();
        var login = stack.login(Role.CONNECTORS_API);
        var environment = new HashMap<>(statements.environment());
        environment.put(BareEndpoint.PORT, Integer.toString(port));
        environment.put(BareEndpoint.CONNECTIONS, Integer.toString(CONNECTIONS));
        environment.put(BareEndpoint.URL, login.url());
        environment.put(BareEndpoint.USER, login.user());
        environment.put(BareEndpoint.PASSWORD, login.password().value());
        var command = new ArrayList<String>();
        command.add(Jars.java());
        command.addAll(options(stack.process("connector-api").pid()));
        command.addAll(List.of("-cp", Jars.classPath(Home.directory(), "bench"), BareEndpoint.class.getName()));
        var process = ServerProcess.start(new ServerProcess.Spec(
                "bare",
                command,
                environment,
                stack.options().state(),
                stack.logs().resolve("bare.log"),
                ServerProcess.Lifetime.OF_PARENT));
        process.await(() -> process.said(BareEndpoint.READY), LIMIT);
        return new BarePeer(process, URI.create("http://127.0.0.1:" + port));
    }

    /** As the kernel has them of the running JVM, so that no copy can differ. */
    private static List<String> options(long pid) {
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

    @Override
    public void close() {
        process.stop(ServerProcess.Signal.TERM, LIMIT);
    }
}
