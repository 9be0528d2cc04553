package io.cloudconnectors.local.cloud.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request, wholly read, with path and query exactly as they came over the wire. */
public final class HttpCall {
    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * @param rawPath still percent-encoded; {@code /} for the root
     * @param rawQuery still percent-encoded, without the question mark; empty when there is none
     * @param headers lower-case names, values in the order in which they came
     */
    public HttpCall(String method, String rawPath, String rawQuery, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    public String method() {
        return method;
    }

    public String rawPath() {
        return rawPath;
    }

    public String rawQuery() {
        return rawQuery;
    }

    /** Every header by its lower-case name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value of a header; names are compared without case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public byte[] body() {
        return body.clone();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Method and path only: query and body may hold what no log should. */
    @Override
    public String toString() {
        return method + " " + rawPath;
    }
}
