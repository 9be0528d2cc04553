package io.cloudconnectors.api.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes the format of server-sent events (WHATWG HTML, section 9.2). Each call is on its way when it returns. */
final class EventWriter {
    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins: the client has an answer, and knows how long to wait before it connects again. */
    void open(Duration retry) throws IOException {
        write(": connected\nretry: " + retry.toMillis() + "\n\n");
    }

    void event(LiveEvent event) throws IOException {
        write("id: " + event.position() + "\nevent: " + event.type() + "\ndata: " + event.payload() + "\n\n");
    }

    /** Moves the client's Last-Event-ID; without data there is no event. */
    void position(Position position) throws IOException {
        write(": here\nid: " + position + "\n\n");
    }

    void heartbeat() throws IOException {
        write(": here\n\n");
    }

    /** Tells the client that events may be missing. */
    void reset(Position position) throws IOException {
        write("id: " + position + "\nevent: reset\ndata: "
                + "{\"detail\":\"Events may be missing: read what you show again, then go on with this stream.\"}\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
