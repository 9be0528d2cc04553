package io.cloudconnectors.local.cloud.http;

import java.util.Map;

/**
 * An answer, and how much of it reaches the client.
 *
 * @param headers besides {@code Content-Length}, which the server sets
 */
public record Reply(int status, Map<String, String> headers, String body, Delivery delivery) {

    /** How an answer is delivered: everything but WHOLE is a fault. */
    public enum Delivery {
        WHOLE,
        /** The headers promise the whole body; the connection closes after half of it. */
        CUT,
        /** The connection closes without a status line. */
        NONE
    }

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply of(int status, String contentType, String body) {
        return new Reply(status, Map.of("Content-Type", contentType), body, Delivery.WHOLE);
    }

    public static Reply json(int status, String body) {
        return of(status, "application/json", body);
    }

    public Reply delivered(Delivery how) {
        return new Reply(status, headers, body, how);
    }

    public Reply withBody(String other) {
        return new Reply(status, headers, other, delivery);
    }
}
