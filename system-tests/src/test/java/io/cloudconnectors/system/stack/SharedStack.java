package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import io.cloudconnectors.local.servers.CacheDirectory;
import io.cloudconnectors.local.servers.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack with two pollers for all end-to-end tests of a JVM, given to them as a parameter of type {@link Stack}. Leases
 * are short, so that a killed poller is replaced within seconds. Each test uses a tenant and cloud accounts of its own.
 */
public final class SharedStack implements ParameterResolver {

    public static final List<String> POLLERS = List.of("poller-1", "poller-2");

    private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .stack();
    }

    private record Running(Stack stack, Path state) implements AutoCloseable {

        static Running start() {
            try {
                var state = Files.createTempDirectory("cloud-connectors-e2e-");
                var options = StackOptions.forTests(state, POLLERS.size())
                        .with("connector-api", Map.of("LEASE_DURATION", "15S", "LEASE_SWEEP", "1S"))
                        .with("poller", Map.of("POLLER_RUN_HEARTBEAT", "2S"));
                return new Running(Stack.start(Conformance.behindTheProxy(options), Progress.SILENT), state);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Beside the test reports, for whoever must find out why a test failed. */
        private void keepLogs() throws IOException {
            var kept = Home.directory().resolve("system-tests/target/stack-logs");
            CacheDirectory.delete(kept);
            Files.createDirectories(kept);
            try (var logs = Files.list(stack.logs())) {
                for (var log : logs.toList()) {
                    Files.copy(log, kept.resolve(log.getFileName()));
                }
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            keepLogs();
            CacheDirectory.delete(state);
        }
    }
}
