package io.cloudconnectors.system.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Customer;
import io.cloudconnectors.local.launcher.Demo;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.launcher.Tokens.Role;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo's connectors: one that works, one that may not see everything, one that cannot get in until it is repaired. */
@ExtendWith(SharedStack.class)
class DemoE2E {

    private Stack stack;
    private Client client;

    @BeforeEach
    void setUp(Stack shared) {
        stack = shared;
        stack.seedDemo();
        client = Client.of(stack, Role.EDITOR, Demo.TENANT);
    }

    @Test
    void eachConnectorIsInItsStateWithItsReason() {
        var production = settled("acme-production");
        assertThat(production.path("state").asText()).isEqualTo("ONLINE");
        assertThat(production.path("health").asText()).isEqualTo("OK");
        assertThat(client.present(production.path("id").asText())).hasSizeGreaterThan(20);

        var staging = settled("acme-staging");
        assertThat(staging.path("state").asText()).isEqualTo("ONLINE");
        assertThat(staging.path("health").asText()).isEqualTo("DEGRADED");
        assertThat(staging.path("reason").path("code").asText()).isEqualTo("PERMISSION_MISSING");
        assertThat(staging.path("reason").path("nextAction").asText()).isNotBlank();
    }

    @Test
    void theDeniedConnectorIsRepairedInPlace() throws Exception {
        // Given a connector that is offline because its role does not trust the platform
        var sandbox = settled("acme-sandbox");
        assertThat(sandbox.path("state").asText()).isEqualTo("OFFLINE");
        assertThat(sandbox.path("reason").path("code").asText()).isEqualTo("AWS_ASSUME_ROLE_DENIED");
        var id = sandbox.path("id").asText();
        var aws = sandbox.path("aws");

        // When the customer does what the reason says, and runs it
        new Customer(stack.url("cloud"), aws.path("accountId").asText())
                .trust(
                        aws.path("platformAccountId").asText(),
                        aws.path("externalId").asText());
        client.awaitEnd(id, client.run(id));

        // Then the same connector is online
        assertThat(client.get(Paths.connector(id)).json().path("state").asText())
                .isEqualTo("ONLINE");
        assertThat(client.present(id)).isNotEmpty();
    }

    /** The demo's connector of that name, once its first run is over. */
    private JsonNode settled(String name) {
        var found =
                client.get(Paths.CONNECTORS + "?q=" + name).expect(200).json().path("items");
        var id = StreamSupport.stream(found.spliterator(), false)
                .map(connector -> connector.path("id").asText())
                .findFirst()
                .orElseThrow();
        var open = List.of("PENDING", "PROCESSING");
        return client.awaitConnector(
                id, connector -> !open.contains(connector.path("state").asText()));
    }
}
