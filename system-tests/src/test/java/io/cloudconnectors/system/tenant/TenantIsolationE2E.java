package io.cloudconnectors.system.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the OpenAPI document, tried by the administrator of another tenant. */
@ExtendWith(SharedStack.class)
class TenantIsolationE2E {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Bodies that would be accepted, so that it is the tenant alone that is refused. */
    private static final Map<String, Object> BODIES =
            Map.of("PATCH", Map.of("description", "mine"), "PUT", Map.of("aws", Map.of()));

    /** Where another body than that of the method would be accepted. */
    private static final Map<String, Object> BODIES_OF =
            Map.of("POST /api/v1/connectors/{id}/credentials", Map.of("aws", Map.of()));

    @TestFactory
    Stream<DynamicTest> tenantBGets404ForEverythingOfTenantA(Stack stack) throws Exception {
        // Given a connector of tenant A with a run and assets
        var owner = Client.ofNewTenant(stack);
        var cloud = new Cloud(stack);
        var account = cloud.newAccount("{\"buckets\": [{\"name\": \"of-tenant-a\", \"region\": \"eu-central-1\"}]}");
        var connector = cloud.connect(owner, account);
        var run = owner.run(connector);
        owner.awaitEnd(connector, run);
        assertThat(owner.present(connector)).isNotEmpty();
        var test = owner.post(Paths.connector(connector) + "/test", "")
                .expect(202)
                .json()
                .path("id")
                .asText();

        var stranger = Client.ofNewTenant(stack);
        var before = owner.get(Paths.connector(connector)).expect(200).body();
        return Stream.concat(
                operations(owner).stream()
                        .map(operation -> dynamicTest(
                                operation.toString(),
                                () -> stranger.send(
                                                operation.method(),
                                                operation.path(connector, run, test),
                                                BODIES_OF.getOrDefault(
                                                        operation.toString(),
                                                        BODIES.getOrDefault(operation.method(), "")))
                                        .expect(404))),
                Stream.of(
                        dynamicTest("lists hold nothing of tenant A", () -> {
                            var connectors =
                                    stranger.get(Paths.CONNECTORS).expect(200).json();
                            assertThat(connectors.path("items")).isEmpty();
                        }),
                        dynamicTest("a cursor of tenant A is of no use", () -> {
                            var cursor = cursorOf(owner);
                            assertThat(stranger.get(Paths.CONNECTORS + "?limit=1&cursor=" + cursor)
                                            .body())
                                    .doesNotContain(connector);
                        }),
                        dynamicTest("a viewer of tenant A may read and not change", () -> {
                            var viewer = Client.of(stack, Role.VIEWER, owner.tenant());
                            viewer.get(Paths.connector(connector)).expect(200);
                            viewer.send("DELETE", Paths.connector(connector), "")
                                    .expect(403);
                        }),
                        dynamicTest(
                                "what tenant A has is as it was",
                                () -> assertThat(owner.get(Paths.connector(connector))
                                                .expect(200)
                                                .body())
                                        .isEqualTo(before))));
    }

    /** Two connectors, so that there is a second page. */
    private static String cursorOf(Client owner) {
        owner.post(Paths.CONNECTORS, Map.of("name", "second", "provider", "AWS", "aws", Map.of()))
                .expect(201);
        return owner.get(Paths.CONNECTORS + "?limit=1")
                .expect(200)
                .json()
                .path("nextCursor")
                .asText();
    }

    /** The operations on something that has an id. */
    private static List<Operation> operations(Client client) {
        var document = client.get("/api/v1/openapi?format=json").expect(200).json();
        var operations = document.path("paths").properties().stream()
                .filter(path -> path.getKey().contains("{id}"))
                .flatMap(path -> methods(path.getValue()).map(method -> new Operation(method, path.getKey())))
                .toList();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(8);
        return operations;
    }

    private static Stream<String> methods(JsonNode path) {
        return path.properties().stream()
                .map(Map.Entry::getKey)
                .filter(METHODS::contains)
                .map(method -> method.toUpperCase(Locale.ROOT));
    }

    /**
     * @param template with {@code {id}}, and {@code {runId}}, {@code {testId}} or {@code {version}} where it is about a run, a
     *     test or a credential
     */
    private record Operation(String method, String template) {

        String path(String connector, String run, String test) {
            return template.replace("{id}", connector)
                    .replace("{runId}", run)
                    .replace("{testId}", test)
                    .replace("{version}", "1");
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }
}
