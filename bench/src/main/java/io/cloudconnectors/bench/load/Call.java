package io.cloudconnectors.bench.load;

import java.util.Map;

/**
 * A request.
 *
 * @param token the access token; empty for none
 * @param body JSON; empty for none
 * @param headers further ones
 */
public record Call(String method, String path, String token, String body, Map<String, String> headers) {

    public static Call get(String path, String token) {
        return new Call("GET", path, token, "", Map.of());
    }

    public static Call post(String path, String token, String body) {
        return new Call("POST", path, token, body, Map.of());
    }

    public static Call put(String path, String token, String body) {
        return new Call("PUT", path, token, body, Map.of());
    }

    /** The same with a header more, and no other. */
    public Call with(String name, String value) {
        return new Call(method, path, token, body, Map.of(name, value));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
