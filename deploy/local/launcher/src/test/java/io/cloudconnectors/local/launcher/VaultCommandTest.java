package io.cloudconnectors.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./dev vault} towards servers that answer as Keycloak and the vault do. */
class VaultCommandTest {
    private static final String RUNNING =
            "{\"id\": \"7\", \"state\": \"RUNNING\", \"done\": 1, \"total\": 3, \"target\": \"tenant-key/2\"}";
    private static final String MOVED =
            "{\"id\": \"7\", \"state\": \"RUNNING\", \"done\": 3, \"total\": 3, \"target\": \"tenant-key/2\"}";
    private static final String DONE =
            "{\"id\": \"7\", \"state\": \"DONE\", \"done\": 3, \"total\": 3, \"target\": \"tenant-key/2\"}";

    @TempDir
    Path folder;

    private final List<String> calls = new ArrayList<>();
    private final Deque<String> looks = new ArrayDeque<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean token = path.endsWith("/token");
            if (!token) {
                calls.add(exchange.getRequestMethod() + " " + path + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            String answer = token
                    ? "{\"access_token\": \"t\"}"
                    : exchange.getRequestMethod().equals("POST") ? RUNNING : looks.isEmpty() ? DONE : looks.remove();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var stream = exchange.getResponseBody()) {
                stream.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... arguments) throws InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new VaultCommand(
                        Map.of(Blueprint.VAULT, url, Blueprint.KEYCLOAK, url),
                        StackSecrets.in(folder.resolve("secrets")),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void aRotationIsSeenThrough() throws Exception {
        assertThat(run("rotate", "tenant-key", "--tenant", "acme")).isZero();

        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst())
                .startsWith("POST /internal/v1/rotations ")
                .contains("\"level\":\"TENANT_KEY\"", "\"tenant\":\"acme\"");
        assertThat(calls.getLast()).startsWith("GET /internal/v1/rotations/7");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("RUNNING: 1 of 3 under tenant-key/2", "DONE: 3 of 3 under tenant-key/2");
    }

    @Test
    void whatStaysAsItIsIsToldOnceAndWhatItWaitsFor() throws Exception {
        looks.addAll(List.of(MOVED, MOVED));

        assertThat(run("rotate", "tenant-key", "--tenant", "acme")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        begins -> assertThat(begins).isEqualTo("RUNNING: 1 of 3 under tenant-key/2"),
                        waits -> assertThat(waits).startsWith("RUNNING: 3 of 3 under tenant-key/2. The old key goes"),
                        ends -> assertThat(ends).isEqualTo("DONE: 3 of 3 under tenant-key/2"));
    }

    @Test
    void aTenantIsShredded() throws Exception {
        assertThat(run("shred-tenant", "acme")).isZero();

        assertThat(calls.getFirst()).startsWith("DELETE /internal/v1/tenants/acme/keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "rotate everything", "shred acme", "shred-tenant ../acme", "rotate kek --all"})
    void anythingElseIsRefusedBeforeACall(String line) {
        assertThatThrownBy(() -> run(line.split(" "))).isInstanceOf(UsageException.class);
        assertThat(calls).isEmpty();
    }
}
