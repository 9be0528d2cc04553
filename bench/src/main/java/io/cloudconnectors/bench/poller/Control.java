package io.cloudconnectors.bench.poller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What a process of the benchmark is told, and asked, over HTTP. Waits as long as an answer takes. */
final class Control {
    private static final int FIRST_FAILURE = 300;

    private final URI process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Control(URI process) {
        this.process = process;
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(process.resolve(path)).GET());
    }

    String post(String path, String body) {
        return send(HttpRequest.newBuilder(process.resolve(path)).POST(BodyPublishers.ofString(body)));
    }

    void delete(String path) {
        var _ = send(HttpRequest.newBuilder(process.resolve(path)).DELETE());
    }

    private String send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw new IllegalStateException(
                        "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
