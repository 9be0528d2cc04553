package io.cloudconnectors.local.cloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An HTTP/1.1 server on the loopback interface; each request has a virtual thread of its own, so a handler may wait. */
public final class LoopbackServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());
    private static final int LARGEST_BODY_BYTES = 16 * 1024 * 1024;
    /** A thousand clients may connect at once; one that finds no room tries again only a second later. */
    private static final int BACKLOG = 1024;

    static {
        // Headers and body leave in two writes; with Nagle's algorithm on, each answer waits for a delayed ACK (40 ms).
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService requests;

    private LoopbackServer(HttpServer server, ExecutorService requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Listens until closed.
     *
     * @param port 0 takes a free one
     * @throws IOException when the port is in use
     */
    public static LoopbackServer start(int port, Function<HttpCall, Reply> handler) throws IOException {
        return serve(HttpServer.create(loopback(port), BACKLOG), handler);
    }

    /**
     * Listens with TLS until closed.
     *
     * @param port 0 takes a free one
     * @throws IOException when the port is in use
     */
    public static LoopbackServer startTls(int port, SSLContext tls, Function<HttpCall, Reply> handler)
            throws IOException {
        HttpsServer server = HttpsServer.create(loopback(port), BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return serve(server, handler);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static LoopbackServer serve(HttpServer server, Function<HttpCall, Reply> handler) {
        ExecutorService requests = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("cloud-", 0).factory());
        server.setExecutor(requests);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, handler);
            }
        });
        server.start();
        return new LoopbackServer(server, requests);
    }

    /** Where it listens, without a trailing slash. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        String scheme = server instanceof HttpsServer ? "https://" : "http://";
        return URI.create(scheme + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    private static void answer(HttpExchange exchange, Function<HttpCall, Reply> handler) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        Reply reply = body.length > LARGEST_BODY_BYTES
                ? Reply.of(413, "text/plain", "The body is larger than " + LARGEST_BODY_BYTES + " bytes.\n")
                : handled(call(exchange, body), handler);
        if (reply.delivery() == Reply.Delivery.NONE) {
            return;
        }
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        byte[] bytes = bodiless ? new byte[0] : reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        int sent = switch (reply.delivery()) {
            case WHOLE -> bytes.length;
            case CUT, NONE -> bytes.length / 2;
        };
        if (sent > 0) {
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
        }
    }

    /** A bug must not look like a network fault, which a client would retry. */
    private static Reply handled(HttpCall call, Function<HttpCall, Reply> handler) {
        try {
            return handler.apply(call);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "The simulated cloud failed; the caller gets status 500", bug);
            return Reply.of(500, "text/plain", "The simulated cloud failed: " + bug + "\n");
        }
    }

    private static HttpCall call(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values)));
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new HttpCall(exchange.getRequestMethod(), uri.getRawPath(), query == null ? "" : query, headers, body);
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }
}
