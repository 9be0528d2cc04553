package io.cloudconnectors.bench;

import io.cloudconnectors.bench.bare.BareEndpoint;
import io.cloudconnectors.bench.bare.BareStatements;
import io.cloudconnectors.bench.peer.PeerProcess;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.ServerProcess;
import java.net.URI;
import java.util.HashMap;

/** The bare endpoint as a process, in a JVM with the options of connector-api. */
record BarePeer(ServerProcess process, URI url) implements AutoCloseable {
    /** {@code quarkus.datasource.api.jdbc.max-size} of connector-api. */
    private static final int CONNECTIONS = 16;

    static BarePeer start(Stack stack, BareStatements statements) {
        int port = FreePorts.one();
        var login = stack.login(Role.CONNECTORS_API);
        var environment = new HashMap<>(statements.environment());
        environment.put(BareEndpoint.PORT, Integer.toString(port));
        environment.put(BareEndpoint.CONNECTIONS, Integer.toString(CONNECTIONS));
        environment.put(BareEndpoint.URL, login.url());
        environment.put(BareEndpoint.USER, login.user());
        environment.put(BareEndpoint.PASSWORD, login.password().value());
        var process = PeerProcess.start(
                stack,
                "bare",
                PeerProcess.optionsOf(stack.process("connector-api").pid()),
                BareEndpoint.class,
                environment,
                BareEndpoint.READY);
        return new BarePeer(process, URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() {
        PeerProcess.stop(process);
    }
}
