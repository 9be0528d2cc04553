package io.cloudconnectors.vault.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudconnectors.contracts.RunTokenClaims;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKeySet;

/** The public key of {@link TestTokens#RUN_TOKEN_KEY} where connector-api would have it, and what a test puts beside it. */
record RunTokenKeys(HttpServer server) implements AutoCloseable {

    record Answer(int status, String type, byte[] body) {}

    static RunTokenKeys served() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            RunTokenKeys keys = new RunTokenKeys(server);
            server.createContext(RunTokenClaims.JWKS_PATH, RunTokenKeys::answer);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void answer(HttpExchange exchange) throws IOException {
        String jwks = new JsonWebKeySet(TestTokens.RUN_TOKEN_KEY).toJson();
        answer(exchange, new Answer(200, "application/json", jwks.getBytes(StandardCharsets.UTF_8)));
    }

    /** What else there is. */
    void serve(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> answer(exchange, answer.get()));
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer.body());
        }
    }

    /** What CONNECTOR_API_URL is set to. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
