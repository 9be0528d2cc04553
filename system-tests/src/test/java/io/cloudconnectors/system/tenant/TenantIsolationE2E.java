package io.cloudconnectors.system.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import io.cloudconnectors.system.stack.Answer;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the OpenAPI document, tried by the administrator of another tenant. */
@ExtendWith(SharedStack.class)
class TenantIsolationE2E {

    @TestFactory
    Stream<DynamicTest> tenantBLearnsNothingOfTenantA(Stack stack) throws Exception {
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
        var operations = Operation.all(owner);
        return Stream.of(
                        operations.stream()
                                .filter(Operation::isAboutAConnector)
                                .map(operation -> dynamicTest(
                                        operation + " is answered as if it were not there",
                                        () -> assertSameAnswers(stranger, operation, connector, run))),
                        operations.stream()
                                .filter(operation -> !operation.hasPathParameters() && !operation.streams())
                                .map(operation -> dynamicTest(
                                        operation + " tells nothing of tenant A",
                                        () -> assertThat(stranger.send(
                                                                operation.method(),
                                                                operation.template(),
                                                                operation.body())
                                                        .body())
                                                .doesNotContain(connector, run, account, owner.tenant()))),
                        Stream.of(
                                dynamicTest("lists hold nothing of tenant A", () -> {
                                    var mine = Client.ofNewTenant(stack);
                                    var connectors = mine.get(Paths.CONNECTORS)
                                            .expect(200)
                                            .json();
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
                                                .isEqualTo(before))))
                .flatMap(tests -> tests);
    }

    /** Byte for byte what an id gets that nobody ever had, apart from the id. */
    private static void assertSameAnswers(Client stranger, Operation operation, String connector, String run) {
        var foreign = send(stranger, operation, connector, run).expect(404);
        var unknown = send(stranger, operation, neighbourOf(connector), neighbourOf(run))
                .expect(404);

        assertThat(anonymised(foreign.body(), connector, run))
                .isEqualTo(anonymised(unknown.body(), neighbourOf(connector), neighbourOf(run)));
        assertThat(foreign.headers().keySet()).isEqualTo(unknown.headers().keySet());
        assertThat(foreign.headers().get("content-type"))
                .isEqualTo(unknown.headers().get("content-type"));
    }

    private static Answer send(Client client, Operation operation, String connector, String run) {
        return client.send(operation.method(), operation.path(connector, run), operation.body());
    }

    /** An id of the same moment that was never given to anybody. */
    private static String neighbourOf(String id) {
        char last = id.charAt(id.length() - 1);
        return id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static String anonymised(String body, String connector, String run) {
        return body.replace(connector, "{id}").replace(run, "{runId}");
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
}
