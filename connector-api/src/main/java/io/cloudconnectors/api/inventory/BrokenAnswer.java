package io.cloudconnectors.api.inventory;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Ends an answer whose beginning is sent already, in a way that no client takes for its end. */
final class BrokenAnswer {
    /** INTERNAL_ERROR of RFC 9113, section 7. */
    private static final long INTERNAL_ERROR = 0x2;

    private BrokenAnswer() {}

    /**
     * Resets the stream of HTTP/2, or closes the connection of HTTP/1.1 without a last chunk. Waits until that is done:
     * what the framework writes behind a closed connection goes nowhere, but behind an open one it would be the last
     * chunk.
     */
    static void abort(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(INTERNAL_ERROR);
        } else {
            request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
