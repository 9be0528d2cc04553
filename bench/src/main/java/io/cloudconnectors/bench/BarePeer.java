package io.cloudconnectors.bench;

import io.cloudconnectors.bench.bare.BareEndpoint;
import io.cloudconnectors.bench.bare.BareRow;
import io.cloudconnectors.bench.bare.BareStatements;
import io.cloudconnectors.bench.peer.PeerProcess;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.FreePorts;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.ServerProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A bare endpoint as a process, in a JVM with the options of the service that it is compared with. */
public record BarePeer(ServerProcess process, URI url) implements AutoCloseable {
    /** {@code max-size} of connector-api's pool, and of the vault's. */
    private static final int CONNECTIONS = 16;

    /** The peer of the API's reads. */
    static BarePeer start(Stack stack, BareStatements statements) {
        return start(
                stack,
                "connector-api",
                Role.CONNECTORS_API,
                BareEndpoint.class,
                BareEndpoint.READY,
                statements.environment());
    }

    /** The peer of a reveal: one row by its key. */
    public static BarePeer startRow(Stack stack) {
        return start(stack, "vault", Role.VAULT_APP, BareRow.class, BareRow.READY, Map.of());
    }

    private static BarePeer start(
            Stack stack, String of, Role role, Class<?> main, String ready, Map<String, String> more) {
        int port = FreePorts.one();
        var login = stack.login(role);
        var environment = new HashMap<>(more);
        environment.put(BareEndpoint.PORT, Integer.toString(port));
        environment.put(BareEndpoint.CONNECTIONS, Integer.toString(CONNECTIONS));
        environment.put(BareEndpoint.URL, login.url());
        environment.put(BareEndpoint.USER, login.user());
        environment.put(BareEndpoint.PASSWORD, login.password().value());
        var process = PeerProcess.start(
                stack, "bare", PeerProcess.optionsOf(stack.process(of).pid()), main, environment, ready);
        return new BarePeer(process, URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() {
        PeerProcess.stop(process);
    }
}
