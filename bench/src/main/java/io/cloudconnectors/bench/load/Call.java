package io.cloudconnectors.bench.load;

/**
 * A request.
 *
 * @param token the access token; empty for none
 * @param body JSON; empty for none
 */
public record Call(String method, String path, String token, String body) {

    public static Call get(String path, String token) {
        return new Call("GET", path, token, "");
    }

    public static Call post(String path, String token, String body) {
        return new Call("POST", path, token, body);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
