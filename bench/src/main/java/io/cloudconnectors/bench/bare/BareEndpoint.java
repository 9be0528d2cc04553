package io.cloudconnectors.bench.bare;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /{tenant}/connectors} and {@code GET /{tenant}/connectors/{id}}, on virtual threads. It believes the path: no
 * token, no validation, no problem. {@code pad} says how many blanks follow the JSON, so that as many bytes travel as from
 * the API.
 */
public final class BareEndpoint {
    /** What it says when it listens. */
    public static final String READY = "Bare endpoint ready";

    public static final String PORT = "BARE_PORT";
    public static final String CONNECTIONS = "BARE_CONNECTIONS";
    public static final String URL = "BARE_DB_URL";
    public static final String USER = "BARE_DB_USER";
    public static final String PASSWORD = "BARE_DB_PASSWORD";

    private static final int LIMIT = 50;
    private static final System.Logger LOG = System.getLogger(BareEndpoint.class.getName());

    private final BareRepository repository;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

    private BareEndpoint(BareRepository repository) {
        this.repository = repository;
    }

    public static void main(String[] arguments) throws SQLException {
        Map<String, String> environment = System.getenv();
        var endpoint = new BareEndpoint(BareRepository.connect(
                required(environment, URL),
                required(environment, USER),
                required(environment, PASSWORD),
                Integer.parseInt(required(environment, CONNECTIONS)),
                BareStatements.of(environment)));
        endpoint.listen(Integer.parseInt(required(environment, PORT)));
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** One listener for each of Vert.x's event loops, as in Quarkus. */
    private void listen(int port) {
        var loops =
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors());
        Vertx.vertx().deployVerticle(() -> new Listener(port), loops).onComplete(deployed -> {
            if (deployed.failed()) {
                throw new IllegalStateException("Port %d cannot be listened on".formatted(port), deployed.cause());
            }
            System.out.println(READY);
        });
    }

    private final class Listener extends AbstractVerticle {
        private final int port;

        private Listener(int port) {
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(request -> virtualThreads.execute(() -> answer(request)))
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    private void answer(HttpServerRequest request) {
        var response = request.response();
        try {
            byte[] json = read(request.path().split("/", -1));
            String pad = request.getParam("pad", "0");
            response.putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(json).appendString(" ".repeat(Integer.parseInt(pad))));
        } catch (SQLException | IOException e) {
            LOG.log(System.Logger.Level.ERROR, "A read failed", e);
            response.setStatusCode(500).end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.setStatusCode(503).end();
        }
    }

    /** @param path of {@code /tenant/connectors/id}, the empty text before the first slash included */
    private byte[] read(String[] path) throws SQLException, IOException, InterruptedException {
        return path.length == 3 ? repository.page(path[1], LIMIT) : repository.one(path[1], UUID.fromString(path[3]));
    }
}
