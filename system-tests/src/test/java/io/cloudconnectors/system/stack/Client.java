package io.cloudconnectors.system.stack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A person of one tenant at the public API. Keeps what it was answered. */
public final class Client {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI api;
    private final String tenant;
    private final String token;
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());

    private Client(URI api, String tenant, String token) {
        this.api = api;
        this.tenant = tenant;
        this.token = token;
    }

    public static Client of(Stack stack, Role role, String tenant) {
        return new Client(Conformance.api(stack), tenant, stack.tokens().token(role, tenant));
    }

    /** An administrator of a tenant that nobody else has. */
    public static Client ofNewTenant(Stack stack) {
        return of(stack, Role.ADMIN, "t-" + UUID.randomUUID());
    }

    /** The same person, who calls the API at another address. */
    public Client at(URI other) {
        return new Client(other, tenant, token);
    }

    public String tenant() {
        return tenant;
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    /** With more headers. */
    public Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    public Answer send(String method, String path, Object body) {
        return send(method, path, body, Map.of());
    }

    private Answer send(String method, String path, Object body, Map<String, String> more) {
        var type = "PATCH".equals(method) ? "application/merge-patch+json" : "application/json";
        var headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", type);
        var answer = Http.send(method, api.resolve(path), headers, Http.write(body));
        Conformance.check(answer);
        answers.add(answer);
        return answer;
    }

    /** Reads any address of the stack without a token, as a monitoring system does. */
    public Answer visit(URI address) {
        var answer = Http.send("GET", address, Map.of(), "");
        answers.add(answer);
        return answer;
    }

    /** Everything that this client was answered so far. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The connector, once it is as wanted. */
    public JsonNode awaitConnector(String id, Predicate<JsonNode> wanted) {
        return await("connector " + id)
                .atMost(PATIENCE)
                .until(() -> get(Paths.connector(id)).expect(200).json(), wanted::test);
    }

    /** Starts a run now; its id. */
    public String run(String connector) {
        return post(Paths.runs(connector), "").expect(202).json().path("id").asText();
    }

    /** The run with its slices, once it has ended. */
    public JsonNode awaitEnd(String connector, String run) {
        return await("run " + run)
                .atMost(PATIENCE)
                .until(
                        () -> get(Paths.run(connector, run)).expect(200).json(),
                        view -> !view.path("finishedAt").isNull());
    }

    /** The native ids of the assets that are there. */
    public List<String> present(String connector) {
        return assets(connector, "present", "", "nativeId");
    }

    /** The names of the assets of a type that are there, or that were and are gone. */
    public List<String> names(String connector, String type, String status) {
        return assets(connector, status, "&type=" + type, "name");
    }

    private List<String> assets(String connector, String status, String filter, String member) {
        var items = get(Paths.assets(connector) + "?limit=200&status=" + status + filter)
                .expect(200)
                .json()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(asset -> asset.path(member).asText())
                .sorted()
                .toList();
    }
}
