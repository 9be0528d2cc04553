package io.cloudconnectors.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a stream as an EventSource does: events, the last event id, and nothing of comments. */
final class EventClient implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long PATIENCE_SECONDS = 60;

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
    private final Thread reader;

    record Event(String id, String type, String data) {}

    private EventClient(InputStream body) {
        this.body = body;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream and waits until it follows. */
    static EventClient open(String token, String path, @Nullable String lastEventId) throws Exception {
        HttpResponse<InputStream> answer =
                HTTP.send(request(token, path, lastEventId), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new EventClient(answer.body());
    }

    private static HttpRequest request(String token, String path, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).build();
    }

    /** The next event. */
    Event next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no event in time");
    }

    /** The next id that the server tells, with an event or without. */
    String nextId() throws InterruptedException {
        return Objects.requireNonNull(ids.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no id in time");
    }

    boolean hasNone() {
        return events.isEmpty();
    }

    /** Waits until the server ends the stream. */
    void awaitEnd() throws InterruptedException {
        assertThat(reader.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = "";
            String type = "message";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(id, type, data));
                    }
                    type = "message";
                    data = "";
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                    ids.add(id);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
        } catch (IOException e) {
            // The connection is cut: that is an end too.
        }
    }
}
