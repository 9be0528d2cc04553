package io.cloudconnectors.system.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.Paths;
import io.cloudconnectors.system.stack.SharedStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A role that does not ask for the External ID is found, told and, once it is repaired, proved. */
@ExtendWith(SharedStack.class)
class ExternalIdE2E {

    private Cloud cloud;
    private Client client;

    @BeforeEach
    void setUp(Stack stack) {
        cloud = new Cloud(stack);
        client = Client.ofNewTenant(stack);
    }

    @Test
    void aRoleOpenToThePlatformIsAWarningUntilItsTrustPolicyIsRepaired() throws Exception {
        // Given a connector whose role lets the platform in without an External ID
        var account = cloud.newOpenAccount();
        var created = client.post(
                        Paths.CONNECTORS,
                        Map.of(
                                "name",
                                "aws-" + account,
                                "provider",
                                "AWS",
                                "aws",
                                Map.of("roleArn", cloud.roleArn(account))))
                .expect(201)
                .json();
        var id = created.path("id").asText();

        // Then it works, and the hole is told with what AWS's support would ask for
        var open = client.awaitConnector(
                id, connector -> connector.path("state").asText().equals("ONLINE"));
        assertThat(open.path("health").asText()).isEqualTo("DEGRADED");
        assertThat(open.path("reason").path("code").asText()).isEqualTo("AWS_EXTERNAL_ID_NOT_ENFORCED");
        assertThat(open.path("reason").path("class").asText()).isEqualTo("WARNING");
        assertThat(open.path("reason").path("providerRequestId").asText()).isNotBlank();
        assertThat(open.path("lastRun").path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(externalIdStep(id)).isEqualTo("FAILED");

        // When the customer repairs the trust policy
        cloud.trust(account, created);
        var proving = client.run(id);
        client.awaitEnd(id, proving);

        // Then the next run proves it, with two attempts that AWS denies, and it is not tried again
        var repaired = client.get(Paths.connector(id)).expect(200).json();
        assertThat(repaired.path("health").asText()).isEqualTo("OK");
        assertThat(repaired.path("reason").isNull()).isTrue();
        assertThat(externalIdStep(id)).isEqualTo("DONE");
        assertThat(attemptsThatMustFail(proving)).containsExactly("AssumeRole", "AssumeRole");
        var later = client.run(id);
        client.awaitEnd(id, later);
        assertThat(attemptsThatMustFail(later)).isEmpty();
    }

    private List<String> attemptsThatMustFail(String run) {
        return cloud.callsOf(run + "-external-id-proof");
    }

    private String externalIdStep(String connector) {
        for (JsonNode step : client.get(Paths.connector(connector) + "/troubleshooting")
                .expect(200)
                .json()
                .path("steps")) {
            if (step.path("id").asText().equals("external-id")) {
                return step.path("status").asText();
            }
        }
        throw new AssertionError("The checklist has no step external-id");
    }
}
