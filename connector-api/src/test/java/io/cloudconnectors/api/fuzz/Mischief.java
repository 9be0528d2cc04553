package io.cloudconnectors.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request that somebody should not send.
 *
 * @param kind what a right answer to it is
 */
record Mischief(String what, Kind kind, byte[] bytes) {

    /** What an answer may be. */
    enum Kind {
        /** It reaches the operation: a documented status. */
        OPERATION,
        /** It reaches the service, at no operation that is documented: a problem that says so. */
        ELSEWHERE,
        /** The server's HTTP layer may refuse it before the service sees it: then without a body. */
        PROTOCOL
    }

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO", "get");
    private static final List<String> MEDIA_TYPES = List.of(
            "text/xml",
            "application/xml",
            "application/octet-stream",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "application/json; charset=no-such-charset",
            "///",
            "application/",
            ";",
            "*/*");
    private static final List<String> ACCEPTS =
            List.of("text/html", "application/xml", "///", "*/*;q=banana", "application/json;q=0", ",,,");
    private static final List<String> IDS = List.of(
            "null",
            "0",
            "-1",
            "%00",
            "%zz",
            "%",
            "%C3%28",
            "%F0%9F%98%80",
            "..%2f..%2f",
            "%2e%2e",
            "'",
            "a;b=c",
            "1%27%20OR%20%271%27=%271",
            "{id}",
            "%0d%0aX-Injected:%201",
            "x".repeat(3000));
    private static final List<String> QUERIES = List.of(
            "limit=99999999999999999999",
            "limit=-1",
            "limit=NaN",
            "limit=1&limit=2",
            "cursor=%00",
            "cursor=AAAA",
            "q=%00",
            "q=%C3%28",
            "q=" + "x".repeat(2000),
            "%ff=%ff",
            "a[b]=c",
            "%zz",
            "=",
            "&&&",
            "sort=';--",
            "dryRun=maybe",
            "format=%0d%0a",
            "allowNew=2");
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "}",
            "null",
            "0",
            "[]",
            "\"x\"",
            "{\"name\":",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"name\":1e999999999}",
            "{\"name\":" + "9".repeat(5000) + "}",
            "{\"runFrequencyMinutes\":1e400,\"enabled\":-0.0}",
            "[".repeat(5000),
            "{\"a\":".repeat(2000) + "1" + "}".repeat(2000),
            "{\"name\":\"\u0000\"}",
            "{\"name\":\"\\u0000\",\"description\":\"\\ud800\"}",
            "{\"" + "k".repeat(5000) + "\":1}",
            "{\"name\":\"" + "v".repeat(100_000) + "\"}",
            "{\"__proto__\":{\"a\":1},\"constructor\":1,\"class\":\"java.lang.Runtime\",\"@type\":\"x\",\"$ref\":\"#\"}",
            "{\"name\":\"'; DROP TABLE connector; --\",\"provider\":\"${jndi:ldap://127.0.0.1/a}\"}",
            "{\"labels\":{" + members(5000) + "}}",
            "{\"aws\":[],\"azure\":1,\"gcp\":\"\",\"provider\":{}}",
            "[" + "1,".repeat(30_000) + "1]",
            "{\"name\":NaN}",
            "name: yaml\n- broken: [",
            "\uFEFF{}");
    private static final List<String> HEADERS = List.of(
            "If-Match: \"",
            "If-Match: ***",
            "If-None-Match: W/",
            "Idempotency-Key: " + "k".repeat(3000),
            "Idempotency-Key: ",
            "Idempotency-Key: \u00e4\u0001",
            "Last-Event-ID: ';--",
            "Range: bytes=9-1",
            "X-HTTP-Method-Override: DELETE",
            "Content-Encoding: gzip",
            "Content-Language: ???",
            "Accept-Language: ,,;q=x",
            "Accept-Encoding: \u0001",
            "Accept-Charset: nope",
            "Cookie: a=b; =; \"",
            "Origin: null",
            "Expect: 200-ok",
            "Forwarded: for=;;;",
            "X-Forwarded-For: ' OR 1",
            "traceparent: 00-zz",
            "Date: never",
            "X-Long: " + "x".repeat(20_000));
    private static final List<String> AUTHORIZATIONS = List.of(
            "Bearer",
            "Bearer ",
            "Basic Og==",
            "Bearer a.b.c",
            "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiJhIn0.",
            "Bearer ${token} ${token}",
            "Negotiate",
            "Bearer " + "x".repeat(5000),
            "\u0001");

    static List<Mischief> at(Documented operation, String id, String token) {
        List<Mischief> all = new ArrayList<>();
        String path = operation.path(id);
        METHODS.stream()
                .filter(method -> !operation.siblings().contains(method))
                .forEach(method ->
                        all.add(request("method " + method, Kind.ELSEWHERE, method, path, token, "", Map.of())));
        IDS.forEach(bad -> {
            if (operation.template().contains("{")) {
                add(all, operation, "id " + bad, Kind.PROTOCOL, operation.path(bad), token, operation.body(), Map.of());
            }
        });
        Stream.of("/", "//", "/%00", "/..", ";a=b", "/x")
                .forEach(end -> add(
                        all,
                        operation,
                        "path ending " + end,
                        Kind.ELSEWHERE,
                        path + end,
                        token,
                        operation.body(),
                        Map.of()));
        QUERIES.forEach(query -> add(
                all,
                operation,
                "query " + query,
                Kind.PROTOCOL,
                path + "?" + query,
                token,
                operation.body(),
                Map.of()));
        ACCEPTS.forEach(accept -> add(
                all,
                operation,
                "accept " + accept,
                Kind.OPERATION,
                path,
                token,
                operation.body(),
                Map.of("Accept", accept)));
        BODIES.forEach(body -> add(all, operation, "body " + body, Kind.OPERATION, path, token, body, Map.of()));
        MEDIA_TYPES.forEach(type -> add(
                all,
                operation,
                "type " + type,
                Kind.OPERATION,
                path,
                token,
                operation.body(),
                Map.of("Content-Type", type)));
        HEADERS.forEach(header -> {
            int colon = header.indexOf(':');
            add(
                    all,
                    operation,
                    "header " + header,
                    Kind.PROTOCOL,
                    path,
                    token,
                    operation.body(),
                    Map.of(header.substring(0, colon), header.substring(colon + 2)));
        });
        AUTHORIZATIONS.forEach(value -> add(
                all,
                operation,
                "authorization " + value,
                Kind.PROTOCOL,
                path,
                token,
                operation.body(),
                Map.of("Authorization", value.replace("${token}", token))));
        all.addAll(framing(operation, path, token));
        return all;
    }

    /** What is wrong with the body's length or its bytes. */
    private static List<Mischief> framing(Documented operation, String path, String token) {
        String head = operation.method() + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        return List.of(
                raw("length that is no number", Kind.PROTOCOL, head + "Content-Length: x\r\n\r\n"),
                raw("negative length", Kind.PROTOCOL, head + "Content-Length: -1\r\n\r\n"),
                raw("length beyond the limit", Kind.ELSEWHERE, head + "Content-Length: 99999999\r\n\r\n"),
                raw("length beyond long", Kind.PROTOCOL, head + "Content-Length: 99999999999999999999999\r\n\r\n"),
                raw("two lengths", Kind.PROTOCOL, head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                raw("broken chunk", Kind.PROTOCOL, head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                raw(
                        "chunks beyond the limit",
                        Kind.PROTOCOL,
                        head + "Transfer-Encoding: chunked\r\n\r\n"
                                + ("10000\r\n" + " ".repeat(0x10000) + "\r\n").repeat(8) + "0\r\n\r\n"),
                raw("unknown transfer encoding", Kind.PROTOCOL, head + "Transfer-Encoding: nope\r\n\r\n"),
                raw("no HTTP", Kind.PROTOCOL, "\u0000\u0001\u0002 HELLO\r\n\r\n"),
                raw("HTTP/9.9", Kind.PROTOCOL, head.replace("HTTP/1.1", "HTTP/9.9") + "\r\n"),
                raw("no host", Kind.PROTOCOL, head.replace("Host: a\r\n", "") + "\r\n"),
                bytes("bytes that are no UTF-8", head, new byte[] {
                    '{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'
                }),
                bytes("UTF-16", head, "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16)),
                bytes(
                        "UTF-32 without a mark",
                        head,
                        "{\"name\":\"a\"}".getBytes(java.nio.charset.Charset.forName("UTF-32BE"))));
    }

    private static Mischief bytes(String what, String head, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return new Mischief(what, Kind.OPERATION, out.toByteArray());
    }

    private static Mischief raw(String what, Kind kind, String request) {
        return new Mischief(what, kind, request.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(
            List<Mischief> all,
            Documented operation,
            String what,
            Kind kind,
            String path,
            String token,
            String body,
            Map<String, String> headers) {
        all.add(request(what, kind, operation.method(), path, token, body, headers));
    }

    private static Mischief request(
            String what, Kind kind, String method, String path, String token, String body, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1");
        headers.put("Authorization", "Bearer " + token);
        headers.put("Connection", "close");
        headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "PATCH".equals(method) ? "application/merge-patch+json" : "application/json");
        }
        headers.putAll(more);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return raw(what, kind, head + "\r\n" + body);
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder("\"k\":\"\"");
        for (int i = 1; i < count; i++) {
            members.append(",\"k").append(i).append("\":\"\"");
        }
        return members.toString();
    }

    @Override
    public String toString() {
        return what.length() > 60 ? what.substring(0, 60) + "..." : what;
    }
}
