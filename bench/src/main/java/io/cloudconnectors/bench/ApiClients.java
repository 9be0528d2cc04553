package io.cloudconnectors.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.load.Call;
import io.cloudconnectors.bench.load.KeptConnection;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The people who are measured with: one editor of each visited tenant, and what they ask for. */
final class ApiClients {
    static final String CONNECTORS = "/api/v1/connectors";
    static final String LIST = CONNECTORS + "?limit=50";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WALKING = 200;

    /** A tenant that is asked for. */
    record Visited(String tenant, String token, List<UUID> ids) {}

    private final URI api;
    private final List<Visited> visited;
    private final Visited large;
    private final AtomicInteger created = new AtomicInteger();

    private ApiClients(URI api, List<Visited> visited, Visited large) {
        this.api = api;
        this.visited = visited;
        this.large = large;
    }

    static ApiClients of(Stack stack, LoadRepository database, BenchOptions options) throws SQLException {
        var tokens = stack.tokens();
        var visited = new ArrayList<Visited>();
        for (int i = 0; i < options.visited(); i++) {
            visited.add(visited(tokens, database, LoadRepository.tenant(i * options.tenants() / options.visited())));
        }
        return new ApiClients(
                stack.url("connector-api"), List.copyOf(visited), visited(tokens, database, LoadRepository.LARGE));
    }

    private static Visited visited(Tokens tokens, LoadRepository database, String tenant) throws SQLException {
        return new Visited(tenant, tokens.token(Tokens.Role.EDITOR, tenant), database.ids(tenant));
    }

    Visited any() {
        return visited.get(ThreadLocalRandom.current().nextInt(visited.size()));
    }

    Visited first() {
        return visited.getFirst();
    }

    static UUID anyId(Visited of) {
        return of.ids().get(ThreadLocalRandom.current().nextInt(of.ids().size()));
    }

    Call list() {
        return Call.get(LIST, any().token());
    }

    Call read() {
        var of = any();
        return Call.get(CONNECTORS + "/" + anyId(of), of.token());
    }

    Call counts() {
        return Call.get(CONNECTORS + "/counts", any().token());
    }

    Call countsOfLarge() {
        return Call.get(CONNECTORS + "/counts", large.token());
    }

    /** Not enabled, so that no run of it is sent while others are measured; all else as for one that is. */
    Call create() {
        return Call.post(CONNECTORS, any().token(), """
                {"name": "created-%1$d", "provider": "AWS", "runFrequencyMinutes": 240, "enabled": false,
                 "labels": {"team": "payments", "env": "prod"},
                 "aws": {"roleArn": "arn:aws:iam::9%1$011d:role/CloudConnector",
                         "regions": ["eu-central-1", "eu-west-1"]}}
                """.formatted(created.incrementAndGet()));
    }

    /** A page of the large tenant. */
    Call page(String sort, String cursor) {
        return Call.get(LIST + "&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor), large.token());
    }

    /** Walks through the large tenant's list; the cursor of its last page of 50. */
    String deepest(String sort) {
        try (var connection = KeptConnection.to(api)) {
            String near = last(connection, CONNECTORS + "?limit=" + WALKING + "&sort=" + sort, "");
            return last(connection, LIST + "&sort=" + sort, near);
        }
    }

    private String last(KeptConnection connection, String path, String from) {
        String cursor = from;
        for (String next = from; next != null; ) {
            cursor = next;
            var call = Call.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor), large.token());
            next = parse(connection.send(call, 200)).path("nextCursor").textValue();
        }
        return cursor;
    }

    static JsonNode arrayOf(JsonNode item) {
        return JSON.createArrayNode().add(item);
    }

    static JsonNode parse(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
