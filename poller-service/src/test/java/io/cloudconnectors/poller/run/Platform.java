package io.cloudconnectors.poller.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.Heartbeat;
import io.cloudconnectors.contracts.HeartbeatAnswer;
import io.cloudconnectors.contracts.HeartbeatAnswer.Directive;
import io.cloudconnectors.contracts.LeaseGrant;
import io.cloudconnectors.contracts.LeaseRequest;
import io.cloudconnectors.contracts.RevealedCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The poller's side of connector-api, the vault and the identity provider, as the contracts write it: lease, heartbeat,
 * reveal, client-credentials token. It asks for the tokens that the real ones ask for.
 */
final class Platform implements AutoCloseable {
    static final long EPOCH = 7;

    private final HttpServer server;
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private final String accessToken = UUID.randomUUID().toString();
    private final Map<UUID, Script> scripts = new ConcurrentHashMap<>();
    private final List<UUID> leases = new CopyOnWriteArrayList<>();
    private final List<UUID> handedBack = new CopyOnWriteArrayList<>();
    private final List<UUID> heartbeats = new CopyOnWriteArrayList<>();

    /** How one run is treated; whatever is not said goes well. */
    static final class Script {
        volatile int leaseStatus = 200;
        volatile int leaseSeconds = 90;
        volatile int budgetSeconds = 600;
        volatile boolean proveExternalId = false;
        volatile int heartbeatStatus = 200;
        volatile int revealStatus = 200;
        volatile boolean vaultAnswers = true;
        volatile Directive directive = Directive.CONTINUE;
        volatile Supplier<RevealedCredential.AwsRole> role = () -> {
            throw new IllegalStateException("A run without a role");
        };
    }

    Platform() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/realms/test/protocol/openid-connect/token", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 200, Map.of("access_token", accessToken, "token_type", "Bearer", "expires_in", 300));
        });
        server.createContext("/internal/v1/runs/", exchange -> authorized(exchange, this::run));
        server.createContext("/internal/v1/credentials/", exchange -> authorized(exchange, this::reveal));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Script script(UUID run) {
        return scripts.computeIfAbsent(run, id -> new Script());
    }

    /** Every ask for a lease of the run. */
    long leasesAsked(UUID run) {
        return leases.stream().filter(run::equals).count();
    }

    /** The runs whose lease was asked for, in order, each once. */
    List<UUID> leasedOf(List<UUID> runs) {
        return leases.stream().filter(runs::contains).distinct().toList();
    }

    List<UUID> handedBack() {
        return handedBack;
    }

    long heartbeats(UUID run) {
        return heartbeats.stream().filter(run::equals).count();
    }

    private interface Handler {
        void handle(HttpExchange exchange, String[] path) throws IOException;
    }

    private void authorized(HttpExchange exchange, Handler handler) throws IOException {
        if (("Bearer " + accessToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            handler.handle(exchange, exchange.getRequestURI().getPath().split("/"));
        } else {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 401, null);
        }
    }

    /** {@code /internal/v1/runs/{run}/attempts/{n}/(lease|heartbeat|release)}. */
    private void run(HttpExchange exchange, String[] path) throws IOException {
        UUID run = UUID.fromString(path[4]);
        Script script = script(run);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path[7].equals("lease")) {
            json.readValue(body, LeaseRequest.class);
            leases.add(run);
            answer(
                    exchange,
                    script.leaseStatus,
                    script.leaseStatus == 200
                            ? new LeaseGrant(
                                    EPOCH,
                                    script.leaseSeconds,
                                    script.budgetSeconds,
                                    token(run),
                                    script.proveExternalId)
                            : null);
        } else if (path[7].equals("release")) {
            boolean held = json.readValue(body, Heartbeat.class).epoch() == EPOCH;
            if (held) {
                handedBack.add(run);
            }
            answer(exchange, held ? 204 : 409, null);
        } else if (script.heartbeatStatus != 200) {
            heartbeats.add(run);
            answer(exchange, script.heartbeatStatus, null);
        } else {
            heartbeats.add(run);
            boolean goesOn = script.directive == Directive.CONTINUE
                    && json.readValue(body, Heartbeat.class).epoch() == EPOCH;
            answer(exchange, 200, new HeartbeatAnswer(script.directive, goesOn ? token(run) : null, goesOn ? 90 : 0));
        }
    }

    /** {@code /internal/v1/credentials/{id}/versions/{n}/reveal}; the credential of a test's run has the run's id. */
    private void reveal(HttpExchange exchange, String[] path) throws IOException {
        UUID credential = UUID.fromString(path[4]);
        exchange.getRequestBody().readAllBytes();
        Script script = script(credential);
        if (!script.vaultAnswers) {
            exchange.close();
        } else if (script.revealStatus != 200) {
            answer(exchange, script.revealStatus, null);
        } else if (token(credential)
                .equals(exchange.getRequestHeaders().getFirst(RevealedCredential.RUN_TOKEN_HEADER))) {
            answer(exchange, 200, new RevealedCredential(credential, 1, script.role.get(), null, null));
        } else {
            answer(exchange, 401, null);
        }
    }

    private static String token(UUID run) {
        return "token-of-" + run;
    }

    private void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
