package io.cloudconnectors.bench.bare;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on virtual threads that believes the path: no token, no validation, no problem. {@code pad} says how many blanks
 * follow the JSON, so that as many bytes travel as from what it is compared with.
 */
final class BareServer {
    private static final System.Logger LOG = System.getLogger(BareServer.class.getName());

    private final Answer answer;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

    BareServer(Answer answer) {
        this.answer = answer;
    }

    /** What is read for a request. */
    @FunctionalInterface
    interface Answer {
        /** @param path by its slashes, the empty text before the first one included */
        byte[] to(String[] path) throws SQLException, IOException, InterruptedException;
    }

    /** One listener for each of Vert.x's event loops, as in Quarkus; says so when they listen. */
    void listen(int port, String ready) {
        var loops =
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors());
        Vertx.vertx().deployVerticle(() -> new Listener(port), loops).onComplete(deployed -> {
            if (deployed.failed()) {
                throw new IllegalStateException("Port %d cannot be listened on".formatted(port), deployed.cause());
            }
            System.out.println(ready);
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
                    .requestHandler(request -> virtualThreads.execute(() -> respond(request)))
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    private void respond(HttpServerRequest request) {
        var response = request.response();
        try {
            byte[] json = answer.to(request.path().split("/", -1));
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
}
