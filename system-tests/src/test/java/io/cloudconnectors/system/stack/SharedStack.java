package io.cloudconnectors.system.stack;

import io.cloudconnectors.local.launcher.Progress;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack with two pollers for all end-to-end tests of a JVM, given to them as a parameter of type {@link Stack}. Leases
 * are short, so that a killed poller is replaced within seconds, and the vault asks soon about what nobody committed. Each test uses a tenant and cloud accounts of its own.
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

    private record Running(Stack stack, StateDirectory state) implements AutoCloseable {

        static Running start() {
            try {
                var state = StateDirectory.of("e2e");
                var options = StackOptions.forTests(state.path(), POLLERS.size())
                        .with("connector-api", Map.of("LEASE_DURATION", "15S", "LEASE_SWEEP", "1S"))
                        .with("vault", Map.of("VAULT_VERSIONS_GRACE", "20S", "VAULT_RECONCILE_EVERY", "2S"))
                        .with("poller", Map.of("POLLER_RUN_HEARTBEAT", "2S"));
                return new Running(Stack.start(Conformance.behindTheProxy(options), Progress.SILENT), state);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            state.leave(stack);
        }
    }
}
